"""How kernels are started and talked to, the same in every life."""

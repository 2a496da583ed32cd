def minutes_page(page, moment, meeting, words):
    raise NotImplementedError

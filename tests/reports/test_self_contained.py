"""What runs, loads or leads elsewhere is told from what stands by itself."""

import pytest

from equitykit.reports.self_contained import is_self_contained


@pytest.mark.parametrize(
    "html",
    [
        "<p>Rates &amp; gaps: see https://example.org in the report</p>",
        '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        '<svg><defs><clipPath id="c"/></defs><g clip-path="url(#c)"/></svg>',
        '<a href="#gaps">Gaps</a> <a href="brief.es.team.html">Español</a>',
        '<img alt="" src="data:image/png;base64,AAAA">',
        '<table style="width: 100%"><tr><td>on load</td></tr></table>',
    ],
)
def test_html_that_stands_by_itself_may_stay(html):
    assert is_self_contained(html)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=x>",
        '<img src=x onerror="alert(1)">',
        '<svg onload="alert(1)">',
        '<img src="picture.png">',
        '<img src="//example.org/a.png">',
        '<img srcset="https://example.org/a.png 2x">',
        '<a href="https://example.org">elsewhere</a>',
        '<a href="//example.org">elsewhere</a>',
        '<a href="javascript:alert(1)">run</a>',
        '<a href="java&#115;cript:alert(1)">run</a>',
        '<a href=" data:text/html,hello">run</a>',
        '<svg><use xlink:href="https://example.org/a.svg#b"/></svg>',
        '<svg><image href="https://example.org/a.png"/></svg>',
        '<p style="background: url(https://example.org/a.png)">x</p>',
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>p { background: url('https://example.org/a.png') }</style>",
        '<svg><rect fill="url(https://example.org/a.svg#b)"/></svg>',
        "<svg><style><script>alert(1)</script></style></svg>",
        '<svg><a><set attributeName="href" to="https://example.org"/></a></svg>',
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[ x ]]>",
        '<link rel="stylesheet" href="#">',
        '<meta http-equiv="refresh" content="0; url=#">',
        '<base href="#">',
        "<iframe srcdoc='x'></iframe>",
        '<object data="#"></object>',
        '<form action="#"><button>send</button></form>',
        '<button formaction="https://example.org">send</button>',
    ],
)
def test_html_that_runs_loads_or_leads_elsewhere_may_not(html):
    assert not is_self_contained(html)

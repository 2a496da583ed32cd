import pytest
from browser import browser, wait_until_ready, watched_context
pytestmark = pytest.mark.browser
@pytest.mark.parametrize("n",range(5))
def test_x(browser, room,n):
    with watched_context(browser, complaints=".") as c:
        page = c.new_page()
        page.on("console", lambda m: "Unsatisfied" in m.text or print("CONSOLE", m.type, m.text[:900]))
        page.on("pageerror", lambda m: print("PERR", m))
        page.goto(room.page("04_data"))
        wait_until_ready(page)
        print(page.evaluate("[...document.querySelectorAll('[aria-busy]')].length"))
        page.wait_for_timeout(3000)
        n=page.evaluate("[...document.querySelectorAll('[aria-busy]')].length")
        print(n)
        if n<8:
            print(page.evaluate("[...document.querySelectorAll('main > *')].map(e=>e.outerHTML.slice(0,130)+'...'+e.innerText.slice(0,50))"))
            print(page.evaluate("Promise.all(Object.entries(jupyterapp.widgetManager._models).map(async([k,v])=>(await v).name+' '+k+' '+((await v).get('value')||'').slice(0,80)))"))
            print(page.evaluate("[...document.querySelectorAll('script[type]')].map(e=>e.type+e.textContent.slice(0,300))"))

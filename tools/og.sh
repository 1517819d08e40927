#!/bin/sh
# Makes calendar_app/web/static/og.png, the picture that sites show beside a link to a page, out of og.svg.
cd "$(dirname "$0")" || exit
exec chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1200,630 \
  --screenshot=../calendar_app/web/static/og.png og.svg

#!/bin/sh
# Simulates a user and a browser for $BROWSER: browser.sh FOLDER allow|deny|forge URL.
# Before the user allows, forge sends a redirect with another state, and writes the page that it gets to FOLDER/forged.
# Writes the last page to FOLDER/page and the command lines of running processes to FOLDER/processes.
folder=$1 decision=$2 address=$3

cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ' > "$folder/processes"
parameter() { printf %s "$address" | sed -n "s/.*[?&]$1=\([^&]*\).*/\1/p" | sed 's/%3A/:/g; s|%2F|/|g'; }

if [ "$decision" = forge ]; then
    curl -s "$(parameter redirect_uri)?code=forged&state=another" > "$folder/forged"
    decision=allow
fi

page=$(curl -s -c "$folder/cookies" "$address")
ticket=$(printf %s "$page" | sed -n 's/.*name="authenticity_token" value="\([^"]*\)".*/\1/p')
curl -s -L -b "$folder/cookies" -d "authenticity_token=$ticket&decision=$decision" "${address%%\?*}" > "$folder/page"

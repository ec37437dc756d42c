# Brings an environment's examples up to date in a person's home, then runs the server. Runs in the server's container, as the person.
# POSIX sh with cp, mv, mkdir, rm, grep, cmp and sha256sum; whatever goes wrong, the server is started.
#
#   sh -c "$(cat examples.sh)" examples FROM FOLDER COMMAND...
#
# FROM has files/, the repository's files, and list: a line "SUM PATH" for each, where SUM is its SHA-256 or the word "link".
# FOLDER is below $HOME. What was put there is written down in FOLDER/.atoll-examples, in the same form: so a file that is not as it
# was put there is the person's, and stays as it is.

tell() { echo "examples: $*" >&2; }

# Whether a path below a folder is reached without leaving it: no part of the way is a link, none is a file.
is_clear() {
    way=$1 rest=$2
    while :; do
        case $rest in */*) ;; *) return 0 ;; esac
        way=$way/${rest%%/*} rest=${rest#*/}
        if [ -L "$way" ] || { [ -e "$way" ] && [ ! -d "$way" ]; }; then return 1; fi
    done
}

# The new version takes its place at once, or not at all.
put() {
    case $path in */*) [ -d "$to/${path%/*}" ] || mkdir -p -- "$to/${path%/*}" || return 1 ;; esac
    rm -f -- "$to/$path.atoll-new" && cp -P -- "$from/files/$path" "$to/$path.atoll-new" && mv -f -- "$to/$path.atoll-new" "$to/$path" || return 1
    fresh=$((fresh + 1))
}

note() { printf '%s %s\n' "$1" "$path" >>"$manifest.new"; }

sum_of() { sha256sum <"$1" | { read -r digest _ && echo "$digest"; }; }

# The sum that the path was last put there with; nothing when it never was.
sum_before() {
    while IFS= read -r each; do
        if [ "${each#* }" = "$path" ]; then
            echo "${each%% *}"
            return
        fi
    done <"$manifest"
}

# A file of the list that differs from what was last put there: it is new, or the repository changed it.
renew() {
    if [ "$sum" = link ] || [ -L "$to/$path" ] || [ ! -f "$to/$path" ]; then
        kept=$((kept + 1)) # a link is made once; what a person put in a file's place is theirs
        return 0
    fi
    before=$(sum_before)
    if cmp -s -- "$from/files/$path" "$to/$path"; then
        note "$sum"
    elif [ -n "$before" ] && [ "$before" = "$(sum_of "$to/$path")" ]; then
        put && note "$sum"
    else
        kept=$((kept + 1))
        [ -z "$before" ] || note "$before"
    fi
}

# One line of the list. What is missing is put there, also when the person deleted it.
refresh() {
    if ! is_clear "$to" "$path"; then
        kept=$((kept + 1))
    elif [ ! -e "$to/$path" ] && [ ! -L "$to/$path" ]; then
        put && note "$sum"
    elif [ "$line" = "$news" ]; then
        renew
    else
        note "$sum"
    fi
}

# What the repository no longer has goes, unless the person changed it.
forget() {
    while IFS= read -r line; do
        sum=${line%% *} path=${line#* }
        if [ -e "$from/files/$path" ] || [ -L "$from/files/$path" ] || ! is_clear "$to" "$path"; then continue; fi
        if [ -f "$to/$path" ] && [ ! -L "$to/$path" ] && [ "$(sum_of "$to/$path")" = "$sum" ]; then rm -f -- "$to/$path"; fi
    done <"$manifest"
}

# The lines of the list that differ from what was last put there, in the list's order.
find_news() {
    if [ -s "$manifest" ]; then
        LC_ALL=C grep -vxFf "$manifest" -- "$from/list" >"$manifest.news" || [ $? = 1 ]
    else
        cp -- "$from/list" "$manifest.news"
    fi
}

refresh_all() {
    IFS= read -r news <&3 || news=
    while IFS= read -r line; do
        sum=${line%% *} path=${line#* }
        refresh || return 1
        if [ "$line" = "$news" ]; then IFS= read -r news <&3 || news=; fi
    done
}

open_folder() {
    mkdir -p -- "$to" && [ ! -L "$manifest" ] && touch -- "$manifest" && rm -f -- "$manifest.new" "$manifest.news" && touch -- "$manifest.new" && find_news
}

bring() {
    to=$HOME/$folder manifest=$HOME/$folder/.atoll-examples fresh=0 kept=0
    if ! is_clear "$HOME" "$folder/"; then
        tell "'$folder' in the home is a file, or reached by a link; the examples are left out"
        return
    fi
    if ! open_folder; then
        tell "'$folder' in the home cannot be written to; the examples are left out"
        return
    fi
    # Not with exec: a shell whose exec cannot open a file ends, and with it the server.
    if refresh_all <"$from/list" 3<"$manifest.news"; then
        forget
        mv -f -- "$manifest.new" "$manifest"
        tell "$fresh new or renewed in $folder, $kept of your own left as they are"
    else
        tell "'$path' could not be written (is the home full?); the rest of the examples is left out"
        rm -f -- "$to/$path.atoll-new" "$manifest.new"
    fi
    rm -f -- "$manifest.news"
}

from=$1 folder=$2
shift 2
bring
exec "$@"

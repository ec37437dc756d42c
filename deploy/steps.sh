# Shared by run, test and atoll: say what is done and how long it took, install what is missing, build. Sourced, not run.
# shellcheck shell=bash

# Set by whoever sources this: the checkout, and the name to speak under.
: "${here:?}" "${me:?}"

# dotnet-install puts the SDK into ~/.dotnet and leaves PATH alone.
export PATH=$PATH:$HOME/.dotnet:/usr/local/sbin:/usr/sbin:/sbin
# The SDK itself need not have ICU: nothing here depends on a language.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s: %s\n' "$me" "$*" >&2; }
die() { say "$*"; exit 1; }

# step WHAT REMEDY COMMAND...: runs it, says what it is and how long it took; a failure ends everything with the remedy.
step() {
    local what=$1 remedy=$2 began=$SECONDS
    shift 2
    say "$what"
    "$@" || die "that failed after $((SECONDS - began)) s. $remedy"
    say "    done in $((SECONDS - began)) s"
}

# Runs a command as root. The reason is the first argument, because a password prompt without one is rude.
as_root() {
    local why=$1
    shift
    if [ "$(id -u)" = 0 ]; then "$@"; return; fi
    command -v sudo >/dev/null || { say "root is needed to $why: run this as root, or install sudo."; return 1; }
    say "using sudo to $why"
    sudo -- "$@"
}

# ---- packages -------------------------------------------------------------------------------------------------------

apt_install() {
    as_root "install $*" sh -euc '
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >/dev/null
    ' sh "$@"
}

# install_missing PACKAGE...: installs them all; the caller has found out that they are missing.
install_missing() {
    [ $# -gt 0 ] || return 0
    command -v apt-get >/dev/null ||
        die "these are missing and there is no apt-get here to install them: $*. Install what they are called on this system."
    step "installing $* (usually half a minute)" "Run 'apt-get update' and 'apt-get install $*' by hand to see why." apt_install "$@"
}

has_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }

# ---- the SDK --------------------------------------------------------------------------------------------------------

readonly sdk_package=dotnet-sdk-10.0

# global.json says which SDK will do; the dotnet command knows whether it has one.
has_sdk() { (cd "$here" && dotnet --version) >/dev/null 2>&1; }

distribution_has_sdk() {
    apt-cache show "$sdk_package" >/dev/null 2>&1 && return
    # A machine whose lists were never fetched knows no package at all.
    as_root "look for $sdk_package" apt-get update -qq && apt-cache show "$sdk_package" >/dev/null 2>&1
}

need_sdk() {
    has_sdk && return
    if command -v apt-get >/dev/null && distribution_has_sdk; then
        install_missing "$sdk_package"
        has_sdk && return
    fi
    say "the .NET 10 SDK is missing, and this distribution does not package it. This installs it into ~/.dotnet:"
    printf '\n    curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0\n\n' >&2
    die "then run this again."
}

# ---- building -------------------------------------------------------------------------------------------------------

build_release() {
    # As 'dotnet build', but silent when all is well. Nothing of it stays in memory afterwards.
    (cd "$here" && dotnet msbuild "$1" -restore -v:quiet -nologo -p:Configuration=Release -p:UseSharedCompilation=false -nodeReuse:false) >&2
}

# up_to_date STAMP SOURCE...: nothing below the sources, nor what governs every build, is newer than the stamp. Folders count:
# theirs is the only date that a removed file changes.
up_to_date() {
    local stamp=$1
    shift
    [ -e "$stamp" ] && [ -z "$(cd "$here" && find "$@" .editorconfig global.json BannedSymbols.txt Directory.*.props -newer "$stamp" -print -quit)" ]
}

# build PROJECT USUAL SOURCE...: builds it unless nothing changed since the last time.
build() {
    local project=$1 usual=$2 stamp=$here/artifacts/built-${1//\//-}
    shift 2
    if up_to_date "$stamp" "$@"; then say "$project is built already"; return; fi
    mkdir -p "$here/artifacts"
    # The date is that of the beginning: what changes while it builds is not in it.
    touch "$stamp.new"
    step "building $project (usually $usual)" "The lines above say what the compiler found." build_release "$project"
    mv "$stamp.new" "$stamp"
}

build_product() { build src/Atoll "20 to 60 seconds" src; }

# ---- images ---------------------------------------------------------------------------------------------------------

image_is_there() {
    local tag
    tag=$("$here/deploy/images/build" --tag "$1") &&
        curl -fsS --unix-socket "$("$here/deploy/engine" socket)" -o /dev/null "http://engine/v1.40/images/$tag/json" 2>/dev/null
}

# make_image NAME USUAL
make_image() {
    local build=("$here/deploy/images/build" "$1")
    # It takes a moment then, and gives this checkout's recipe the name that the hub looks for.
    if image_is_there "$1"; then "${build[@]}"; return; fi
    step "making the $1 image (usually $2)" "Run 'deploy/images/build $1' by hand to see why." "${build[@]}"
}

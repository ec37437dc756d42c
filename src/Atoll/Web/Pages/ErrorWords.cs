using System.Globalization;

namespace Atoll.Web.Pages;

/// <summary>What each status means to a person, and what to do next.</summary>
internal sealed record ErrorWords(string Title, string Text, string Action)
{
    private const string Home = "Go to your home page";

    public static ErrorWords For(int status, bool signedIn) => status switch
    {
        400 => new(
            "This request makes no sense to us",
            "The address or the form was incomplete. Go back and try again.",
            Home),
        401 => new(
            "Please sign in",
            "This page is for people who are signed in.",
            "Sign in"),
        403 when !signedIn => new(
            "This is not open to everybody",
            "Sign in to see whether it is open to you.",
            "Sign in"),
        403 => new(
            "This is not open to you",
            "You are signed in, but this page is for other people. The hub's operators can change that.",
            Home),
        404 => new(
            "There is nothing here",
            "The address may be mistyped, or what was here is gone or not shared with you.",
            Home),
        405 => new(
            "This page cannot do that",
            "The address is right, but it does not take this kind of request.",
            Home),
        413 => new(
            "This is too much at once",
            "What was sent is larger than a form of this hub can be. Nothing was changed. Files go into your server, by its file browser.",
            Home),
        415 => new(
            "This page takes forms only",
            "What was sent is no form, so nothing was changed. Programs use the API, under /hub/api.",
            Home),
        424 => new(
            "This server is not running",
            "It was stopped, or it ended by itself. Files in its home are safe.",
            "Go to your servers"),
        429 => new(
            "Too many requests",
            "Somebody using your name or network asked for too much at once. Wait a minute, then try again.",
            "Try again"),
        503 => new(
            "We will be right back",
            "The hub is restarting or busy. Servers that run keep running. Try again in a moment.",
            "Try again"),
        507 => new(
            "There is no space left",
            "The hub's disk is full: nothing new can be saved or started, and nothing was changed. What runs goes on. "
            + "Delete files that you do not need, or tell the hub's operators; then try again.",
            "Try again"),
        >= 500 => new(
            "Something broke on our side",
            "It is not your fault, and your files are safe. Try again; if it happens twice, tell the operators.",
            "Try again"),
        _ => new(
            "That did not work",
            $"The hub answered with status {status.ToString(CultureInfo.InvariantCulture)}.",
            Home),
    };
}

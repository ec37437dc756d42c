using Atoll.Core.Lifecycles;

namespace Atoll.Workloads;

/// <summary>What a failure is called to a person: what happened, and what they can do.</summary>
internal sealed record ReasonText(string Happened, string WhatToDo);

/// <summary>What the sentences name.</summary>
/// <param name="Memory">What it could use, as people say it ("2 GB").</param>
/// <param name="Port">Where it was expected to listen.</param>
internal sealed record ReasonFacts(string Memory, int Port);

/// <summary>Sentences by reason code; the code itself stands beside them in small print, for the help desk.</summary>
internal static class ReasonTexts
{
    public static ReasonText Of(ServerFailure failure, ReasonFacts facts) => failure.Reason switch
    {
        Reasons.OutOfMemory => new(
            $"Your server stopped because it ran out of memory ({facts.Memory}). Your files are safe.",
            "Start it again with a larger size, or work on less data at once."),
        Reasons.Crashed => new(
            $"Your server ended by itself with an error (exit code {failure.ExitCode}). Your files are safe.",
            "Try again. If it ends again, the last lines of its log say why."),
        Reasons.EndedEarly => new(
            "The environment's program ended before it was ready.",
            "Try again, or choose another environment. The last lines of its log may say why."),
        Reasons.NeverAnswered => new(
            "Your server was started but did not answer in time.",
            "Try again. If it happens again, choose another environment and tell the operator."),
        Reasons.PortRefused => new(
            $"Your server was started, but nothing in it listens where it is expected to (port {facts.Port}).",
            "Choose another environment, and tell the operator: this one's program listens elsewhere, or not at all."),
        Reasons.ImageMissing => new(
            "This environment is not available on this hub at the moment.",
            "Choose another environment, and tell the operator: its image is missing."),
        Reasons.PullTimeout => new(
            "This environment is still being downloaded; it took longer than a start may wait.",
            "Try again in a few minutes: what was downloaded is kept."),
        Reasons.NoPlace => new(
            "No place became free for your server in time.",
            "Try again later, or choose a smaller size."),
        Reasons.OverCapacity => new(
            "This size is larger than all that this hub has for servers.",
            "Choose a smaller size."),
        Reasons.SiteAway => new(
            "The machine that runs the servers does not answer.",
            "Try again in a few minutes. Your files are safe."),
        Reasons.NoSpace => new(
            "The machine that runs the servers has no disk space left. Your files are safe.",
            "Tell the operator, and try again when there is room."),
        Reasons.Vanished => new(
            "Your server is gone: somebody or something outside the hub removed it. Your files are safe.",
            "Start it again."),
        Reasons.Refused => new(
            "Your server could not be started with these choices.",
            "Choose another environment or size, and tell the operator what the small print says."),
        _ => new(
            "Your server ended for a reason that this version of the hub does not know.",
            "Try again. If it happens again, tell the operator what the small print says."),
    };
}

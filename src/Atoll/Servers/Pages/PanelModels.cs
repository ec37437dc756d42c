using Atoll.Core.Lifecycles;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>From a server's row to what the starting page shows.</summary>
internal sealed class PanelModels(
    Live<Choices> choices, StartHistory history, StepModels steps, QueueViews queue, ServerLogs logs, TimeProvider time)
{
    /// <param name="row">The server.</param>
    /// <param name="page">Who looks.</param>
    /// <param name="next">Where they were heading.</param>
    /// <param name="seesLog">Whether the server's output is theirs to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<StartingPanelModel> MakeAsync(
        ServerRow row, PageContext page, string? next, bool seesLog, CancellationToken cancellationToken)
    {
        var url = ServerUrls.Of(row.UserName, row.Name);
        var phase = PhaseOf(row);
        var goesOn = phase is StartingPhase.Working;
        var waiting = await queue.OfAsync(row, cancellationToken);
        var start = await history.GetAsync(row.Id, row.StartNumber, cancellationToken);
        return new StartingPanelModel
        {
            Heading = Heading(page, row, phase, wasReady: start?.Ready is not null),
            Phase = phase,
            Elapsed = time.GetUtcNow() - (goesOn ? row.Started ?? row.PhaseSince : row.PhaseSince),
            Steps = await StepsAsync(row, start, phase, cancellationToken),
            QueuePlace = waiting?.Place,
            WaitsFor = waiting?.WaitsFor,
            Log = seesLog ? await logs.LatestAsync(row, ServerLogs.Tail, cancellationToken) : [],
            LogUrl = seesLog && ServerLogs.HasItsOwn(row) ? url.Log : null,
            Xsrf = page.Xsrf,
            CancelAction = goesOn ? url.Stop.WithNext(url.Pending) : null,
            Failure = phase is StartingPhase.Failed ? FailureOf(row) : null,
            TakingDown = phase is StartingPhase.Failed && row.State.IsActive,
            ChooseUrl = choices.Value.HasChoice ? url.Spawn.WithNext(next) : null,
            Again = phase is StartingPhase.Failed or StartingPhase.Stopped ? AgainOf(row, next) : null,
            GoTo = phase is StartingPhase.Ready ? next ?? url.Open : null,
        };
    }

    /// <summary>Why a server failed, in the person's words.</summary>
    public static StartFailure? FailureOf(ServerRow row)
    {
        if (row.State.Failure is not { } failure)
        {
            return null;
        }

        var text = FailureTexts.Of(row, failure);
        return new StartFailure(text.Happened, text.WhatToDo, failure.Reason) { Detail = failure.Detail.Length > 0 ? failure.Detail : null };
    }

    /// <summary>One button that starts with the same choices.</summary>
    public static StartAgain AgainOf(ServerRow row, string? next) => new(ServerUrls.Of(row.UserName, row.Name).Spawn.WithNext(next));

    // Of a server that ran for hours and died, the steps of its start say nothing.
    private async Task<IReadOnlyList<StartStep>> StepsAsync(
        ServerRow row, StartRow? start, StartingPhase phase, CancellationToken cancellationToken) =>
        start is not null && (phase is StartingPhase.Working || (phase is StartingPhase.Failed && start.Ready is null))
            ? await steps.MakeAsync(row, phase is StartingPhase.Failed ? Ended(start, row) : start, cancellationToken)
            : [];

    private static StartRow Ended(StartRow start, ServerRow row) => start with { Ended = start.Ended ?? row.PhaseSince };

    // What failed is shown as failed already while it is taken down: the page does not turn twice, nobody waits to try again, and
    // without its engine that takes as long as the engine is away.
    private static StartingPhase PhaseOf(ServerRow row) => row.Phase switch
    {
        ServerPhase.Ready => StartingPhase.Ready,
        ServerPhase.Stopping when row is { Reason: not null, Wanted: Wanted.Stopped } => StartingPhase.Failed,
        ServerPhase.Stopping => StartingPhase.Stopping,
        ServerPhase.Stopped => row.Reason is null ? StartingPhase.Stopped : StartingPhase.Failed,
        _ => StartingPhase.Working,
    };

    private static string Heading(PageContext page, ServerRow row, StartingPhase phase, bool wasReady)
    {
        var server = ServerTitles.Begin(page, row.UserName, row.Name);
        return phase switch
        {
            StartingPhase.Working => $"Starting {TitleOf(row)}",
            StartingPhase.Ready => $"{server} is ready",
            StartingPhase.Stopping => $"Stopping {ServerTitles.Of(page, row.UserName, row.Name)}",
            StartingPhase.Failed => wasReady ? $"{server} stopped" : $"{server} did not start",
            _ => $"{server} is not running",
        };
    }

    private static string TitleOf(ServerRow row) =>
        row.Plan?.Name() ?? $"{row.Environment}, {row.Size}";
}

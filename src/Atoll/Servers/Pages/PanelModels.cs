using Atoll.Core.Lifecycles;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Servers.Pages;

/// <summary>From a server's row to what the starting page shows.</summary>
internal sealed class PanelModels(
    HubDatabase database, Live<Choices> choices, StartHistory history, StepModels steps, ServerLogs logs, TimeProvider time)
{
    public async Task<StartingPanelModel> MakeAsync(ServerRow row, PageContext page, string? next, CancellationToken cancellationToken)
    {
        var url = ServerUrls.Of(row.UserName, row.Name);
        var phase = PhaseOf(row);
        var goesOn = phase is StartingPhase.Working;
        var start = await history.GetAsync(row.Id, row.StartNumber, cancellationToken);
        return new StartingPanelModel
        {
            Heading = Heading(page, row, phase, wasReady: start?.Ready is not null),
            Phase = phase,
            Elapsed = time.GetUtcNow() - (goesOn ? row.Started ?? row.PhaseSince : row.PhaseSince),
            Steps = await StepsAsync(row, start, phase, cancellationToken),
            QueuePlace = await QueuePlaceAsync(row, cancellationToken),
            Log = await logs.LatestAsync(row, cancellationToken),
            Xsrf = page.Xsrf,
            CancelAction = goesOn ? url.Stop.WithNext(url.Pending) : null,
            Failure = phase is StartingPhase.Failed ? FailureOf(row) : null,
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

        var memory = row.Plan is { } plan ? Words.Bytes(plan.MemoryBytes) : "its limit";
        var text = ReasonTexts.Of(failure, memory);
        return new StartFailure(text.Happened, text.WhatToDo, failure.Reason);
    }

    /// <summary>One button that starts with the same choices.</summary>
    public static StartAgain AgainOf(ServerRow row, string? next) => new(ServerUrls.Of(row.UserName, row.Name).Spawn.WithNext(next));

    // Of a server that ran for hours and died, the steps of its start say nothing.
    private async Task<IReadOnlyList<StartStep>> StepsAsync(
        ServerRow row, StartRow? start, StartingPhase phase, CancellationToken cancellationToken) =>
        start is not null && (phase is StartingPhase.Working || (phase is StartingPhase.Failed && start.Ready is null))
            ? await steps.MakeAsync(row, start, cancellationToken)
            : [];

    private static StartingPhase PhaseOf(ServerRow row) => row.Phase switch
    {
        ServerPhase.Ready => StartingPhase.Ready,
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

    private async Task<int?> QueuePlaceAsync(ServerRow row, CancellationToken cancellationToken)
    {
        if (row.Phase is not ServerPhase.Waiting)
        {
            return null;
        }

        var queue = await database.ReadAsync(ServerQueries.QueueAsync, cancellationToken);
        var place = queue.TakeWhile(id => id != row.Id).Count() + 1;
        return place > queue.Count ? null : place;
    }
}

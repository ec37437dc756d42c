using Atoll.Core.Lifecycles;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>The page around a start (or a stop) while it goes on, and what became of it.</summary>
public sealed record StartingModel : PageModel<StartingPage>
{
    /// <summary>What goes on now.</summary>
    public required StartingPanelModel Panel { get; init; }

    /// <summary>Where the script gets the next panels, see <see cref="PanelStream"/>; null when nothing more will come.</summary>
    public string? EventsUrl { get; init; }
}

/// <summary>One moment of a start or stop: rendered into the page, and sent again whenever it changes.</summary>
public sealed record StartingPanelModel
{
    /// <summary>"Starting Pangeo notebook, Small"; says the end, too: "Your server did not start".</summary>
    public required string Heading { get; init; }

    /// <summary>Where it stands.</summary>
    public required StartingPhase Phase { get; init; }

    /// <summary>Time since the person asked.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The steps, first to last.</summary>
    public IReadOnlyList<StartStep> Steps { get; init; } = [];

    /// <summary>Place in the queue, 1 being next; null when it does not wait.</summary>
    public int? QueuePlace { get; init; }

    /// <summary>What it waits for in the queue, in a sentence or two; null when it does not wait.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The last lines that the server wrote, oldest first; encoded by the page.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>The page with more of the log; null when there is no log, or it is not this person's to read.</summary>
    public string? LogUrl { get; init; }

    /// <summary>The request's XSRF token, for the forms in the panel.</summary>
    public required string Xsrf { get; init; }

    /// <summary>Where Cancel posts to; null when it cannot be cancelled any more.</summary>
    public string? CancelAction { get; init; }

    /// <summary>What happened and what to do; set when <see cref="Phase"/> is Failed.</summary>
    public StartFailure? Failure { get; init; }

    /// <summary>Whether what failed is still being taken down: its log may get more lines, the rest stays as it is.</summary>
    public bool TakingDown { get; init; }

    /// <summary>The start page, to choose again; null when there is no choice.</summary>
    public string? ChooseUrl { get; init; }

    /// <summary>One button that starts (again) with the same choices; shown when failed or stopped. Null for none.</summary>
    public StartAgain? Again { get; init; }

    /// <summary>Where the person goes when it is ready; set when <see cref="Phase"/> is Ready.</summary>
    public string? GoTo { get; init; }
}

/// <summary>Where a start or stop stands.</summary>
public enum StartingPhase
{
    /// <summary>Waiting, pulling or booting: the steps say which.</summary>
    Working,

    /// <summary>It did not start.</summary>
    Failed,

    /// <summary>It is there.</summary>
    Ready,

    /// <summary>It is being stopped; a start must wait for that.</summary>
    Stopping,

    /// <summary>It was stopped, or the start was cancelled.</summary>
    Stopped,
}

/// <summary>Why a server did not start, in the person's words.</summary>
/// <param name="What">What happened ("It ran out of memory (2 GB). Your files are safe.").</param>
/// <param name="Advice">What to do about it; null when the buttons say it all.</param>
/// <param name="ReasonCode">For the help desk ("out-of-memory").</param>
public sealed record StartFailure(string What, string? Advice, string ReasonCode)
{
    private const int MostDetail = 300;

    /// <summary>The site's own words, for the help desk as well; null for none.</summary>
    public string? Detail { get; init; }

    /// <summary>Code and detail in one line; a long detail is cut, the log has the rest.</summary>
    internal string SmallPrint =>
        $"Reason code: {ReasonCode}" + (Detail is null ? "" : $" · {(Detail.Length > MostDetail ? Detail[..MostDetail] + "…" : Detail)}");

    /// <summary>What to choose otherwise, where that can help.</summary>
    internal string Choose => ReasonCode is Reasons.OutOfMemory or Reasons.NoPlace or Reasons.OverCapacity ? "Choose another size" : "Choose another environment";
}

/// <summary>One named step of a start, with its own clock.</summary>
public sealed record StartStep
{
    /// <summary>"A place to run it", "Environment ready", "Starting JupyterLab".</summary>
    public required string Title { get; init; }

    /// <summary>Where it stands.</summary>
    public required StepState State { get; init; }

    /// <summary>How long it took, or has taken so far; null when it has not begun.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>How long it usually takes on this hub; null when there is no history.</summary>
    public StepRange? Usual { get; init; }

    /// <summary>A few words: "already here", "120 MB of 1.4 GB"; null for none.</summary>
    public string? Note { get; init; }
}

/// <summary>From the quickest to the slowest of the usual times.</summary>
public sealed record StepRange(TimeSpan Low, TimeSpan High);

/// <summary>Where a step stands.</summary>
public enum StepState
{
    /// <summary>Not begun.</summary>
    Ahead,

    /// <summary>Going on.</summary>
    Now,

    /// <summary>Done.</summary>
    Done,

    /// <summary>The one that failed.</summary>
    Failed,
}

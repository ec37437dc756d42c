using Atoll.Core.Lifecycles;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>Why a server ended, in words: one way for the API and the pages.</summary>
internal static class FailureTexts
{
    /// <summary>What happened and what to do.</summary>
    public static ReasonText Of(ServerRow row, ServerFailure failure) => ReasonTexts.Of(
        failure, new ReasonFacts(row.Plan is { MemoryBytes: > 0 } plan ? Words.Bytes(plan.MemoryBytes) : "its limit", row.Plan?.Port ?? 0));

    /// <summary>The same in one line with its code, for clients that show a message: "It ran out… Start it again… (out-of-memory)".</summary>
    public static string Line(ServerRow row, ServerFailure failure)
    {
        var text = Of(row, failure);
        return $"{text.Happened} {text.WhatToDo} ({failure.Sentence})";
    }
}

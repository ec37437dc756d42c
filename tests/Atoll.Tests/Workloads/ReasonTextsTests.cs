using System.Reflection;
using Atoll.Core.Lifecycles;
using Atoll.Tests.Conventions;
using Atoll.Workloads;
using Xunit;

namespace Atoll.Tests.Workloads;

public sealed class ReasonTextsTests
{
    private static readonly ReasonFacts _facts = new("2 GB", 8888);

    public static TheoryData<string> All => [.. typeof(Reasons).GetFields(BindingFlags.Public | BindingFlags.Static).Select(one => (string)one.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_reason_has_its_own_sentence_and_something_to_do(string reason)
    {
        var text = Of(reason);

        Assert.NotEqual(Of("from-a-later-version").Happened, text.Happened);
        Assert.EndsWith(".", text.Happened, StringComparison.Ordinal);
        Assert.EndsWith(".", text.WhatToDo, StringComparison.Ordinal);
        Assert.Single(All, other => Of(other).Happened == text.Happened);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_reason_is_explained_to_operators(string reason) =>
        Assert.Contains($"| `{reason}` |", Checkout.Read("docs/REASONS.md"), StringComparison.Ordinal);

    private static ReasonText Of(string reason) => ReasonTexts.Of(new ServerFailure(reason, ExitCode: 1), _facts);
}

using Atoll.Core.Lifecycles;
using Atoll.Environments.Pages;
using Atoll.Web;

namespace Atoll.Tests.Web;

/// <summary>The administrators' page about environments.</summary>
internal static class EnvironmentSamples
{
    private const string Root = "/hub/admin/environments";

    public static PageContext Admin { get; } = Gallery.Ada with { UserName = "grace", IsAdmin = true };

    public static IEnumerable<(string Name, EnvironmentsModel Model)> All()
    {
        var model = new EnvironmentsModel
        {
            Page = Admin,
            Environments = [Failing(), Quiet(), Missing(), Gone()],
            SizeBytes = Gallery.Gb(4.1),
            Keep = TimeSpan.FromDays(14),
        };
        yield return ("environments", model);
        yield return ("environments-refused", model with
        {
            Refusal = "atoll/slim:latest (1f2e3d4c5b6a) stays: 2 servers run on it.",
        });
        yield return ("environments-none", model with { Environments = [Missing()], SizeBytes = 0 });
    }

    private static EnvironmentCardModel Failing() => new()
    {
        Name = "notebook",
        Title = "Pangeo notebook",
        Reference = "quay.io/pangeo/pangeo-notebook:latest",
        UpdateAction = $"{Root}/notebook/update",
        RollbackAction = $"{Root}/notebook/rollback",
        RollbackTo = "1f2e3d4c5b6a",
        Examples = "Examples from https://example.org/teaching.git, as of 2026-05-12 09:27 UTC.",
        Releases =
        [
            Release(1, ReleaseStage.Default) with { Servers = 12, LastUsed = Gallery.Now.AddMinutes(-2), Result = ReleaseResult.Passed, Tested = Gallery.Now.AddDays(-20) },
            Release(2, ReleaseStage.Candidate) with
            {
                ShortId = "aa11bb22cc33",
                Result = ReleaseResult.Failed,
                Tested = Gallery.Now.AddHours(-2),
                Reason = "It did not start: crashed (exit code 1).",
                Log = ["Traceback (most recent call last):", "ModuleNotFoundError: No module named 'jupyterhub'"],
                TestAction = $"{Root}/releases/2/test",
                ChooseAction = $"{Root}/releases/2/default",
            },
            Release(3, ReleaseStage.Deprecated) with
            {
                ShortId = "1f2e3d4c5b6a",
                Servers = 2,
                LastUsed = Gallery.Now.AddMinutes(-30),
                ChooseAction = $"{Root}/releases/3/default",
            },
            Release(4, ReleaseStage.Deprecated) with
            {
                ShortId = "998877665544",
                Held = true,
                ChooseAction = $"{Root}/releases/4/default",
                RemoveAction = $"{Root}/releases/4/remove",
            },
        ],
    };

    private static EnvironmentCardModel Quiet() => new()
    {
        Name = "slim",
        Title = "Lab only",
        Reference = "atoll/slim:latest",
        UpdateAction = $"{Root}/slim/update",
        Releases = [Release(5, ReleaseStage.Default), Release(6, ReleaseStage.Candidate)],
    };

    private static EnvironmentCardModel Missing() =>
        new() { Name = "rstudio", Title = "RStudio", Reference = "rocker/rstudio:4.5", UpdateAction = $"{Root}/rstudio/update", Releases = [] };

    private static EnvironmentCardModel Gone() => new()
    {
        Name = "course-2025",
        Title = "course-2025",
        Reference = "",
        IsOffered = false,
        Releases = [Release(7, ReleaseStage.Deprecated) with { RemoveAction = $"{Root}/releases/7/remove" }],
    };

    private static ReleaseModel Release(long id, ReleaseStage stage) => new()
    {
        Id = id,
        Stage = stage,
        Since = Gallery.Now.AddDays(-3),
        ShortId = "96f310df845c",
        Reference = "atoll/slim:latest",
        Result = ReleaseResult.Untested,
        SizeBytes = Gallery.Gb(0.5),
    };
}

using Atoll.Core.Lifecycles;
using Atoll.Environments;
using Atoll.Environments.Examples;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>Gives a start its environment's examples. Whatever is wrong with them, the server starts.</summary>
internal sealed class ServerExamples(Live<Choices> choices, ExamplesKeeper keeper, StartHistory history, WorkloadRunner runner)
{
    /// <summary>Opens the landing file when a person starts this environment for the first time; later Lab shows what they had open.</summary>
    public async Task<StartChoice> LandAsync(long userId, StartChoice choice, CancellationToken cancellationToken)
    {
        var (plan, environment) = (choice.Plan, choices.Value.Environment(choice.Plan.Environment));
        if (plan.ExamplesFolder.Length == 0
            || plan.DefaultUrl != EnvironmentOptions.Lab
            || environment is null
            || keeper.AtHand(environment)?.Has(environment.Examples.Landing) != true
            || await history.HasRunAsync(userId, plan.Environment, cancellationToken))
        {
            return choice;
        }

        var file = $"{plan.ExamplesFolder}/{environment.Examples.Landing}".Split('/').Select(Uri.EscapeDataString);
        return choice with { Plan = plan with { DefaultUrl = $"{EnvironmentOptions.Lab}/tree/{string.Join('/', file)}" } };
    }

    /// <summary>Launches an order with the examples, or without them when the image has no shell to bring them.</summary>
    public async Task<ServerEvent> LaunchAsync(WorkloadOrder order, ServerPlan plan, CancellationToken cancellationToken)
    {
        if (plan.ExamplesFolder.Length == 0
            || choices.Value.Environment(plan.Environment) is not { } environment
            || await keeper.ForStartAsync(environment, cancellationToken) is not { IsThere: true } copy)
        {
            return await runner.LaunchAsync(order, cancellationToken);
        }

        var happened = await runner.LaunchAsync(
            order with
            {
                Command = ExamplesStep.Before(plan.ExamplesFolder, order.Command),
                HostFolders = new Dictionary<string, string> { [ExamplesStep.Path] = copy.Folder },
            },
            cancellationToken);
        if (happened is not SiteRefused { Reason: Reasons.Refused } refused || !refused.Detail.Contains(ExamplesStep.Shell, StringComparison.Ordinal))
        {
            return happened;
        }

        keeper.Refused(environment, $"Its image has no {ExamplesStep.Shell}, which brings examples into a home: servers start without them.");
        return await runner.LaunchAsync(order, cancellationToken);
    }
}

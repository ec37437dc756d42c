using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Servers.Api;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Servers.Pages;

/// <summary>What the start page offers.</summary>
internal sealed class StartModels(Live<Choices> live, ImageShelf shelf)
{
    public async Task<StartModel> MakeAsync(
        PageContext page, ServerTarget target, string? next, IReadOnlyList<FieldFault> faults, CancellationToken cancellationToken)
    {
        var choices = live.Value;
        var environments = new List<EnvironmentChoice>();
        foreach (var environment in choices.Environments)
        {
            environments.Add(await OfferAsync(environment, cancellationToken));
        }

        return new StartModel
        {
            Page = page,
            Owner = target.Owner.Name,
            ServerName = target.Name,
            Environments = environments,
            Sizes = [.. choices.Sizes.Select(Offer)],
            Environment = target.Row?.Environment,
            Size = target.Row?.Size,
            Next = next,
            Faults = faults,
        };
    }

    private async Task<EnvironmentChoice> OfferAsync(EnvironmentOptions environment, CancellationToken cancellationToken) => new()
    {
        Name = environment.Name,
        Title = environment.Title(),
        Description = environment.Description.Length > 0 ? environment.Description : null,
        Unavailable = environment.BuiltHere && !await shelf.HasAsync(LocalSite.Name, environment.Image, cancellationToken)
            ? "It is being built on this machine: about ten minutes the first time."
            : null,
    };

    private static SizeChoice Offer(SizeOptions size) => new()
    {
        Name = size.Name,
        Title = size.Title(),
        Cpu = size.Cpu,
        Memory = size.MemoryBytes(),
        Note = size.Description.Length > 0 ? size.Description : null,
    };
}

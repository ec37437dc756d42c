using System.Text.Json.Nodes;
using Atoll.Core.Capacity;
using Atoll.Environments;
using Atoll.Environments.Releases;
using Atoll.Platform.Configuration;
using Atoll.Servers.Api;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Servers.Pages;

/// <summary>What the start page offers.</summary>
internal sealed class StartModels(Live<Choices> live, EnvironmentReleases releases, ImageShelf shelf, SiteLoads loads)
{
    /// <summary>The page.</summary>
    /// <param name="page">What surrounds it.</param>
    /// <param name="target">Whose server it is.</param>
    /// <param name="next">Where the person is heading.</param>
    /// <param name="filled">What the form is filled with.</param>
    /// <param name="faults">What was wrong with it, by user option.</param>
    /// <param name="cancellationToken">Ends the look at the site.</param>
    public async Task<StartModel> MakeAsync(
        PageContext page,
        ServerTarget target,
        string? next,
        StartFilled filled,
        IReadOnlyList<FieldFault> faults,
        CancellationToken cancellationToken)
    {
        var choices = live.Value;
        var missing = await MissingAsync(choices.Environments, cancellationToken);
        var profile = choices.Profile(filled.Profile) ?? choices.DefaultProfile;
        // A site that does not answer says nothing of its room; the start will.
        var (load, _) = await loads.ReadAsync(LocalSite.Name, cancellationToken);
        return new StartModel
        {
            Page = page,
            Owner = target.Owner.Name,
            ServerName = target.Name,
            Profiles = [.. choices.Profiles.Select(offer => Offer(offer, filled.Of(offer.Slug), missing, load))],
            Profile = profile.Slug,
            Next = next,
            Faults = [.. faults.Select(fault => fault with { Field = StartFields.Of(profile.Slug, fault.Field) })],
        };
    }

    // Names of environments whose image is not there yet.
    private async Task<HashSet<string>> MissingAsync(IEnumerable<EnvironmentOptions> environments, CancellationToken cancellationToken)
    {
        var missing = new HashSet<string>();
        foreach (var environment in environments.Where(environment => environment.BuiltHere))
        {
            var release = await releases.DefaultAsync(environment.Name, cancellationToken);
            if (!await shelf.HasAsync(LocalSite.Name, release?.Image ?? environment.Image, cancellationToken))
            {
                missing.Add(environment.Name);
            }
        }

        return missing;
    }

    private static ProfileOffer Offer(Profile profile, JsonObject filled, HashSet<string> missing, SiteLoad? load) => new()
    {
        Slug = profile.Slug,
        Title = profile.Title,
        Description = Said(profile.Description),
        Environments = [.. profile.Environments.Select(environment => Offer(environment, profile.Settings, missing))],
        Sizes = [.. profile.Sizes.Select(size => Offer(size, profile.Settings, load))],
        Options = [.. profile.Options.Select(option => Offer(option, filled, missing))],
        Environment = StartRequest.Text(filled, StartFields.Environment),
        Size = StartRequest.Text(filled, StartFields.Size),
    };

    private static EnvironmentChoice Offer(EnvironmentOptions environment, StartSettingOptions? settings, HashSet<string> missing) => new()
    {
        Name = environment.Name,
        Title = environment.Title(),
        Description = Said(environment.Description),
        // A profile's own image takes the place of the environment's.
        Unavailable = settings is { Image.Length: > 0 } ? null : WhyNot(environment.Name, missing),
    };

    private static SizeChoice Offer(SizeOptions size, StartSettingOptions? settings, SiteLoad? load)
    {
        var needs = NeedsOf(size, settings);
        return new SizeChoice
        {
            Name = size.Name,
            Title = size.Title(),
            Cpu = settings?.Cpu ?? size.Cpu,
            Memory = new SizeOptions { MemoryGb = settings?.MemoryGb ?? size.MemoryGb }.MemoryBytes(),
            Note = Said(string.Join(' ', new[] { size.Description, load is null ? null : CapacityWords.Room(needs, load) }
                .Where(part => !string.IsNullOrEmpty(part)))),
            Unavailable = Placement.FitsAtAll(needs, load?.Capacity) ? null : CapacityWords.TooLarge("It", needs, load!.Capacity!.Value),
        };
    }

    // As the plan will have it: what a profile sets over a size counts in place of the size's own request.
    private static Amounts NeedsOf(SizeOptions size, StartSettingOptions? settings) => Amounts.Of(
        settings?.Cpu is { } cpu ? new SizeOptions { Cpu = cpu }.CpuRequested() : size.CpuRequested(),
        settings?.MemoryGb is { } memory ? new SizeOptions { MemoryGb = memory }.MemoryRequested() : size.MemoryRequested());

    private static OptionOffer Offer(ProfileOption option, JsonObject filled, HashSet<string> missing)
    {
        var text = StartRequest.Text(filled, option.Key + StartFields.TextSuffix);
        return new OptionOffer
        {
            Key = option.Key,
            Title = option.Title,
            Choices = [.. option.Choices.Select(choice => new OptionChoice(
                choice.Key, choice.Title, choice.Settings is { Image.Length: > 0 } ? null : WhyNot(choice.Settings.Environment, missing)))],
            Selected = text is null ? StartRequest.Text(filled, option.Key) ?? option.Default?.Key : StartFields.Text,
            Text = option.Text is { } words ? new OptionText(words.Title, words.AmongChoices, text) : null,
        };
    }

    private static string? WhyNot(string environment, HashSet<string> missing) =>
        missing.Contains(environment) ? "It is being built on this machine: about ten minutes the first time." : null;

    private static string? Said(string text) => text.Length > 0 ? text : null;
}

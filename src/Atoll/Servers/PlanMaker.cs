using Atoll.Environments;

namespace Atoll.Servers;

/// <summary>
/// A profile and the answers to its questions as a plan. What is set later counts; another environment or size takes back what was set over
/// the one before, but for variables, which add up. Used once.
/// </summary>
internal sealed class PlanMaker(Choices choices, Profile profile, EnvironmentOptions environment, SizeOptions size)
{
    private readonly Dictionary<string, string> _env = [];
    private readonly List<string> _titles = [];
    private EnvironmentOptions _environment = environment;
    private ServerPlan _plan = ServerPlan.Of(environment, size);

    public ServerPlan Make(IEnumerable<StartAnswer> answers)
    {
        if (profile.Settings is { } settings)
        {
            Name(profile.Title, isAsked: true);
            Name(_plan.EnvironmentTitle, profile.Environments.Count > 1);
            Name(_plan.SizeTitle, profile.Sizes.Count > 1);
            // Its environment and size have been picked.
            Apply(settings, profile.Title, text: null);
        }

        foreach (var answer in answers)
        {
            Name(answer.Title, answer.IsAsked);
            PickOthers(answer.Settings);
            Apply(answer.Settings, answer.Title, answer.Text);
        }

        return Finish();
    }

    private void Name(string title, bool isAsked)
    {
        if (isAsked && !_titles.Contains(title))
        {
            _titles.Add(title);
        }
    }

    private void PickOthers(StartSettingOptions settings)
    {
        if (settings.Environment.Length > 0)
        {
            _environment = choices.Environment(settings.Environment)!;
            _plan = _plan.In(_environment);
        }

        if (settings.Size.Length > 0)
        {
            _plan = _plan.In(choices.Size(settings.Size)!);
        }
    }

    private void Apply(StartSettingOptions settings, string title, string? text)
    {
        foreach (var (name, value) in settings.Env)
        {
            _env[name] = Fill(value, text);
        }

        if (settings.Image.Length > 0)
        {
            _plan = _plan with { Image = Fill(settings.Image, text), EnvironmentTitle = title };
        }

        if (settings.Command.Count > 0)
        {
            _plan = _plan with { Command = [.. settings.Command.Select(part => Fill(part, text))] };
        }

        if (settings.DefaultUrl.Length > 0)
        {
            var url = Fill(settings.DefaultUrl, text);
            _plan = _plan with { DefaultUrl = url, Application = _environment.ApplicationAt(url) };
        }

        ApplyAmounts(settings, title);
    }

    private void ApplyAmounts(StartSettingOptions settings, string title)
    {
        if (settings.Cpu is { } cpu)
        {
            var own = new SizeOptions { Cpu = cpu };
            _plan = _plan with { Cpu = cpu, CpuRequest = own.CpuRequested(), SizeTitle = title };
        }

        if (settings.MemoryGb is { } memory)
        {
            var own = new SizeOptions { MemoryGb = memory };
            _plan = _plan with { MemoryBytes = own.MemoryBytes(), MemoryRequest = own.MemoryRequested(), SizeTitle = title };
        }
    }

    private ServerPlan Finish()
    {
        var env = new Dictionary<string, string>(_plan.Env);
        foreach (var (name, value) in _env)
        {
            env[name] = value;
        }

        return _plan with
        {
            Profile = profile.Slug,
            Title = profile.IsImplicit ? $"{_plan.EnvironmentTitle}, {_plan.SizeTitle}" : string.Join(", ", _titles),
            Env = env,
            AllowedOrigins = profile.AllowedOrigins,
            CheckAtTarget = profile.CheckAtTarget,
        };
    }

    private static string Fill(string setting, string? text) =>
        text is null ? setting : setting.Replace(ProfileText.Placeholder, text, StringComparison.Ordinal);
}

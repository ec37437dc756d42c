namespace Atoll.EndToEnd.Compute;

/// <summary>Sites on a Podman of the test's own.</summary>
public sealed class PodmanHarness : ContainerHarness
{
    private PodmanService _service = null!;

    public override bool TellsShortPulls => false;

    public override int RegistryPort => _service.RegistryPort;

    private protected override async Task<Engine> FindEngineAsync()
    {
        _service = await PodmanService.StartAsync();
        return new Engine(_service.SocketPath);
    }

    protected override async Task CleanAsync()
    {
        await base.CleanAsync();
        await _service.DisposeAsync();
    }
}

using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers;

/// <summary>Adds up a pull's lines. Layers become known one by one, so the total grows while the engine begins.</summary>
internal sealed class PullTotals
{
    private readonly Dictionary<string, (long Done, long Total)> _layers = [];

    /// <summary>The sum after <paramref name="line"/>; null when the line says nothing about bytes.</summary>
    public PullProgress? Add(PullLine line)
    {
        if (line.Id is null || !TryRead(line, out var layer))
        {
            return null;
        }

        _layers[line.Id] = layer;
        return new(_layers.Values.Sum(each => each.Done), _layers.Values.Sum(each => each.Total));
    }

    /// <summary>Unpacking counts the same bytes once more, from zero: it is left out, so that the sum never falls.</summary>
    private bool TryRead(PullLine line, out (long Done, long Total) layer)
    {
        _layers.TryGetValue(line.Id!, out layer);
        switch (line.Status)
        {
            case "Downloading" when line.Detail is { Total: > 0 } detail:
                layer = (Math.Max(layer.Done, detail.Current), detail.Total);
                return true;
            case "Download complete" or "Pull complete" when layer.Total > 0:
                layer = (layer.Total, layer.Total);
                return true;
            default:
                return false;
        }
    }
}

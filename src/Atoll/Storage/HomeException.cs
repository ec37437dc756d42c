namespace Atoll.Storage;

/// <summary>A home could not be made ready.</summary>
internal sealed class HomeException(string message, HomeFault fault, Exception inner) : Exception(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public HomeFault Fault { get; } = fault;
}

/// <summary>Kinds of failure that a caller treats differently.</summary>
internal enum HomeFault
{
    /// <summary>It cannot be made as things are.</summary>
    Refused,

    /// <summary>Trying again may help.</summary>
    MayPass,

    /// <summary>The disk is full.</summary>
    NoSpace,
}

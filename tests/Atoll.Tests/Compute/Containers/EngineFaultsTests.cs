using System.Net;
using Atoll.Compute;
using Atoll.Compute.Containers.Engine;
using Xunit;

namespace Atoll.Tests.Compute.Containers;

public sealed class EngineFaultsTests
{
    [Theory]
    [InlineData(404, "No such image: atoll/slim:1", SiteFault.ImageMissing)]
    [InlineData(500, "pull access denied for x, repository does not exist or may require 'docker login'", SiteFault.ImageMissing)]
    [InlineData(500, "manifest for quay.io/x:1 not found: manifest unknown", SiteFault.ImageMissing)]
    [InlineData(500, "dial tcp: lookup quay.io: no such host", SiteFault.Busy)]
    [InlineData(500, "mkdir /var/lib/docker/overlay2/x: no space left on device", SiteFault.NoSpace)]
    [InlineData(500, "failed to create shim: context deadline exceeded", SiteFault.Busy)]
    [InlineData(500, "driver failed to remove root filesystem: device or resource busy", SiteFault.Busy)]
    [InlineData(503, "starting", SiteFault.Busy)]
    [InlineData(409, "removal of container x is already in progress", SiteFault.Busy)]
    [InlineData(404, "network atoll-x not found", SiteFault.Busy)]
    [InlineData(500, "unable to delete image \"35b9\" by ID with more than one tag ([x:1 x:2]): please force removal", SiteFault.Busy)]
    [InlineData(500, "connection error: desc = \"transport: dial unix /run/containerd/containerd.sock\"", SiteFault.Away)]
    [InlineData(400, "invalid mount config for type \"bind\": bind source path does not exist: /x", SiteFault.Refused)]
    [InlineData(400, "OCI runtime create failed: exec: \"timeout\": executable file not found in $PATH", SiteFault.Refused)]
    public void The_sentence_decides_where_the_status_does_not(int status, string sentence, SiteFault fault)
    {
        var failure = EngineFaults.From((HttpStatusCode)status, sentence);

        Assert.Equal(fault, failure.Fault);
        Assert.Equal(sentence, failure.Message);
    }
}

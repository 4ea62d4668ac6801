using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using TwitterDm.Sandbox;
using TwitterDm.Text;

namespace TwitterDm.Core.Tests.Architecture;

/// <summary>
/// The host of an address that a stranger wrote is read in one place, because the property of <see cref="Uri"/> throws for some of them.
/// </summary>
public sealed class ForeignAddressTests
{
    [Fact]
    public void Only_AsciiHost_reads_the_ASCII_form_of_a_host()
    {
        var readers = new ArchLoader().LoadAssemblies(typeof(DmClient).Assembly, typeof(SandboxApi).Assembly).Build().Types
            .SelectMany(type => type.Dependencies).OfType<MethodCallDependency>()
            .Where(call => call.TargetMember.FullName.Contains("System.Uri::get_" + nameof(Uri.IdnHost), StringComparison.Ordinal))
            .Select(call => call.Origin.FullName).Distinct(StringComparer.Ordinal);

        Assert.Equal([typeof(AsciiHost).FullName], readers);
    }
}

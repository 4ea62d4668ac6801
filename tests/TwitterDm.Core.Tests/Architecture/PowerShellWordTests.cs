using System.Text.RegularExpressions;
using TwitterDm.Testing.Architecture;

namespace TwitterDm.Core.Tests.Architecture;

/// <summary>
/// The core is independent of PowerShell: no message in it names a cmdlet or a parameter. The module's table of advice does.
/// </summary>
public sealed partial class PowerShellWordTests
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int TimeoutMilliseconds = 10_000;

    [Fact]
    public void No_string_names_a_cmdlet_or_a_parameter()
    {
        var found = StringLiterals.In(typeof(DmClient).Assembly)
            .Where(text => Cmdlet().IsMatch(text) || Parameter().IsMatch(text));

        Assert.Empty(found);
    }

    [GeneratedRegex(@"\b(Get|Send|Connect|Disconnect|New|Remove|Block|Unblock|Select|Start|Stop)-(TwitterDm|Dm\w+)", Options, TimeoutMilliseconds)]
    private static partial Regex Cmdlet();

    [GeneratedRegex(@"(?<![\w-])-[A-Z][a-z]+[A-Za-z]*\b", Options, TimeoutMilliseconds)]
    private static partial Regex Parameter();
}

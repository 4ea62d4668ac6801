using System.Text.RegularExpressions;
using TwitterDm.Testing.Architecture;

namespace TwitterDm.Core.Tests.Architecture;

/// <summary>The core knows no PowerShell: no message and no advice in it names a cmdlet or a parameter. The module's table of advice does.</summary>
public sealed partial class PowerShellWordTests
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int TimeoutMilliseconds = 10_000;

    // Messages of Listing, Sending, Media and their nouns in Model that still name parameters; the list is to become empty.
    private static readonly string[] StillAllowed =
    [
        // Listing
        "To go on where it stopped, add -PageToken '",
        "What is older shows with -Participant or -ConversationId.",
        " are missing. They show with -Participant or -ConversationId.",
        "Give -PageToken (the API's pagination_token)",
        "event's id for -SinceId",
        "-Since ",
        " is after -Until ",
        "-First ",
        "-PageSize ",
        " does not go with -Checkpoint: ",
        ", or -Checkpoint.",
        // Sending and Media
        "Add participants; to one user, use Send-DmMessage.",
        "Say to whom: -To with an id",
        "Give one of them: -To, or -ConversationId.",
        "this one has -MediaPath and -MediaId.",
        "For a file, use -MediaPath.",
    ];

    [Fact]
    public void No_string_names_a_cmdlet_or_a_parameter()
    {
        var found = StringLiterals.In(typeof(DmClient).Assembly)
            .Where(text => Cmdlet().IsMatch(text) || Parameter().IsMatch(text))
            .Where(text => !Array.Exists(StillAllowed, allowed => text.Contains(allowed, StringComparison.Ordinal)));

        Assert.Empty(found);
    }

    [GeneratedRegex(@"\b(Get|Send|Connect|Disconnect|New|Remove|Block|Unblock|Select|Start|Stop)-(TwitterDm|Dm\w+)", Options, TimeoutMilliseconds)]
    private static partial Regex Cmdlet();

    [GeneratedRegex(@"(?<![\w-])-[A-Z][a-z]+[A-Za-z]*\b", Options, TimeoutMilliseconds)]
    private static partial Regex Parameter();
}

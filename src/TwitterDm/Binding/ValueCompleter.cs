using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwitterDm.Session;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>
/// The base of all completers. Only here does a value become code: names come from strangers, and what a completer offers is put on the
/// command line as it is.
/// </summary>
internal abstract class ValueCompleter : IArgumentCompleter
{
    private const int MaxShown = 60;

    // What PowerShell accepts as quotes.
    private static readonly char[] Quotes = ['\'', '"', '\u2018', '\u2019', '\u201A', '\u201B', '\u201C', '\u201D', '\u201E'];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => Complete((wordToComplete ?? string.Empty).Trim(Quotes), fakeBoundParameters)
            // A line break would end the command.
            .Where(offer => !offer.Value.Any(char.IsControl))
            .Select(ToResult);

    /// <summary>The values that complete a word, without quotes, each with an explanation.</summary>
    private protected abstract IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound);

    /// <summary>The values that begin with the word, with or without an @, in their order.</summary>
    private protected static IEnumerable<(string Value, string Tip)> Matching(string word, IEnumerable<(string Value, string Tip)> offers) => offers
        .Where(offer => offer.Value.TrimStart('@').StartsWith(word.TrimStart('@'), StringComparison.OrdinalIgnoreCase))
        .OrderBy(offer => offer.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The connection that the command line names; otherwise the current one.</summary>
    private protected static DmConnection? ConnectionOf(IDictionary bound)
    {
        var connections = RunspaceConnections.Current;
        return PipedObject.Unwrap(bound["Connection"]) switch
        {
            DmConnection connection => connection,
            string name => ConnectionName.Find(connections.Open, name) is [var named] ? named : null,
            _ => connections.Default,
        };
    }

    private static CompletionResult ToResult((string Value, string Tip) offer)
    {
        var shown = VisibleText.Of(offer.Value, MaxShown);
        var tip = VisibleText.Of(offer.Tip, 2 * MaxShown);
        return new($"'{CodeGeneration.EscapeSingleQuotedStringContent(offer.Value)}'", shown, CompletionResultType.ParameterValue, tip.Length > 0 ? tip : shown);
    }
}

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
    {
        var word = (wordToComplete ?? string.Empty).Trim(Quotes);
        // A line break would end the command.
        return Complete(word, fakeBoundParameters)
            .Where(offer => !offer.Value.Any(char.IsControl))
            .Select(ToResult)
            .Concat(
                CompleteByCode(word, NamesParameter(commandAst, parameterName) ? parameterName : null)
                    .Where(offer => !offer.Code.Any(char.IsControl))
                    .Select(ToExpression));
    }

    /// <summary>The values that complete a word, without quotes, each with an explanation.</summary>
    private protected abstract IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound);

    /// <summary>Expressions for what has no value of its own that would name it.</summary>
    /// <param name="word">The word.</param>
    /// <param name="named">The parameter, if the command line names it; null if the word is there by its position.</param>
    private protected virtual IEnumerable<(string Code, string Tip)> CompleteByCode(string word, string? named) => [];

    /// <summary>A value as PowerShell code.</summary>
    private protected static string Quoted(string value) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";

    /// <summary>The values that begin with the word, with or without an @, in their order.</summary>
    private protected static IEnumerable<(string Value, string Tip)> Matching(
        string word,
        IEnumerable<(string Value, string Tip)> offers) =>
        offers
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

    private static CompletionResult ToExpression((string Code, string Tip) offer)
        => new(
            offer.Code,
            VisibleText.Of(offer.Tip, 2 * MaxShown),
            CompletionResultType.ParameterValue,
            VisibleText.Of(offer.Tip, 2 * MaxShown));

    private static bool NamesParameter(CommandAst command, string parameter)
        => command
            .CommandElements.OfType<CommandParameterAst>()
            .Any(given => parameter.StartsWith(given.ParameterName, StringComparison.OrdinalIgnoreCase));

    private static CompletionResult ToResult((string Value, string Tip) offer)
    {
        var shown = VisibleText.Of(offer.Value, MaxShown);
        var tip = VisibleText.Of(offer.Tip, 2 * MaxShown);
        return new(Quoted(offer.Value), shown, CompletionResultType.ParameterValue, tip.Length > 0 ? tip : shown);
    }
}

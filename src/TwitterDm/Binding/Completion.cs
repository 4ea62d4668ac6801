using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwitterDm.Session;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>What the completers share.</summary>
internal static class Completion
{
    /// <summary>The connection that the command line names; otherwise the current one.</summary>
    public static DmConnection? ConnectionOf(IDictionary bound)
    {
        var connections = RunspaceConnections.Current;
        return ArgumentText.Unwrap(bound["Connection"]) switch
        {
            DmConnection connection => connection,
            string name => ConnectionName.Find(connections.Open, name) is [var named] ? named : null,
            _ => connections.Default,
        };
    }

    /// <summary>The items whose texts begin with the word, with or without an @, as quoted values in the order of their texts.</summary>
    /// <param name="word">The word so far, with or without its opening quote.</param>
    /// <param name="items">What is known.</param>
    /// <param name="text">The value of an item.</param>
    /// <param name="tip">What the tool tip says about an item.</param>
    public static IEnumerable<CompletionResult> Matching<T>(string? word, IEnumerable<T> items, Func<T, string> text, Func<T, string> tip) => items
        .Where(item => text(item).TrimStart('@').StartsWith(Unquote(word).TrimStart('@'), StringComparison.OrdinalIgnoreCase))
        .OrderBy(text, StringComparer.OrdinalIgnoreCase)
        .Select(item => new CompletionResult(
            $"'{CodeGeneration.EscapeSingleQuotedStringContent(text(item))}'", VisibleText.Of(text(item)), CompletionResultType.ParameterValue, VisibleText.Of(tip(item), 200)));

    /// <summary>The word without its opening quote.</summary>
    public static string Unquote(string? word) => (word ?? string.Empty).Trim('\'', '"');
}

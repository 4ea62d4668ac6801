using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TwitterDm.Binding;

/// <summary>Completes the ids of conversations that this session has seen; makes no request.</summary>
public sealed class ConversationCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = Completion.Unquote(wordToComplete);
        if (Completion.ConnectionOf(fakeBoundParameters) is not { } connection)
            return [];
        return connection.Account.Conversations.Ids
            .Where(id => id.StartsWith(word, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(id => new CompletionResult($"'{id}'", id, CompletionResultType.ParameterValue, Tip(connection, id)));
    }

    private static string Tip(DmConnection connection, string id)
    {
        var names = Ids.UsersOf(id).Except([connection.User.Id], StringComparer.Ordinal).Select(user => connection.Account.Users.Find(user)?.ToString() ?? user);
        return string.Join(", ", names.DefaultIfEmpty("a group"));
    }
}

using System.Collections;
using TwitterDm.Auth.SignIn;

namespace TwitterDm.Binding;

/// <summary>Completes the scopes that the module uses.</summary>
internal sealed class ScopeCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => Matching(word, PkceSignInOptions.DefaultScopes.Select(scope => (scope, Purpose(scope))));

    private static string Purpose(string scope) => scope switch
    {
        "dm.read" => "reads messages",
        "dm.write" => "sends and deletes messages, blocks and unblocks users",
        "tweet.read" => "required by X for every request that reads or sends messages",
        "users.read" => "reads the names of users, and who is signed in",
        "media.write" => "sends pictures, GIFs and videos",
        "offline.access" => "keeps you signed in with a refresh token",
        _ => scope,
    };
}

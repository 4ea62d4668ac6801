using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Sending;

/// <summary>Finds the users of many names with few requests: the first name that is not known takes the next ones with it, 100 in all.</summary>
/// <param name="context">Whose messages they are, and what sends the requests.</param>
/// <param name="names">All names that may be asked for, in their order.</param>
internal sealed class RecipientLookup(SendingContext context, IEnumerable<string> names)
{
    private readonly Queue<string> _upcoming = new(names.Distinct(StringComparer.OrdinalIgnoreCase));
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The user of a reference; one that was given by id is not looked up, since each look-up costs.</summary>
    /// <exception cref="DmException">There is no such user, X says that they take no message from this account, or the look-up failed.</exception>
    public async Task<DmUser> FindAsync(DmUserReference reference, CancellationToken cancellationToken)
    {
        if (reference.Id is { } id)
            return context.Account.Users.Find(id) ?? new DmUser { Id = id, Username = reference.Username };
        var username = reference.Username!;
        if (IsOpen(username))
            await AskAsync(username, cancellationToken).ConfigureAwait(false);
        var user = context.Account.Users.FindByName(username) ?? throw new DmException(DmErrorKind.NotFound, $"There is no user {reference}.")
        {
            RecommendedAction = "Check the name: it may be misspelt, or the user has another one now.",
        };
        return user.ReceivesYourDm != false ? user : throw new DmException(DmErrorKind.Permission, $"{user} takes no Direct Messages from {context.Account.User}.")
        {
            RecommendedAction = "X says so of the user: they take messages only from those they follow, or there is a block. Nothing was sent.",
        };
    }

    // Somebody who once took no messages is asked again: that can change.
    private bool IsOpen(string username)
        => !_asked.Contains(username) && context.Account.Users.FindByName(username) is null or { ReceivesYourDm: false };

    private async Task AskAsync(string username, CancellationToken cancellationToken)
    {
        var batch = new List<string> { username };
        var most = context.Client.Usage.Affordable(Cost.UserAndMessage, UserEndpoints.MaxLookup);
        while (batch.Count < most && _upcoming.TryDequeue(out var next))
        {
            if (IsOpen(next) && !string.Equals(next, username, StringComparison.OrdinalIgnoreCase))
                batch.Add(next);
        }

        foreach (var user in await context.Client.GetUsersByUsernamesAsync(batch, cancellationToken).ConfigureAwait(false))
            context.Account.Keep(user);
        _asked.UnionWith(batch);
    }
}

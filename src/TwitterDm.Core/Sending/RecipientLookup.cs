using TwitterDm.Api;
using TwitterDm.Usage;

namespace TwitterDm.Sending;

/// <summary>Finds users by name with few requests: the request for an unknown name includes the upcoming ones, up to 100 in all.</summary>
/// <param name="context">The connection.</param>
/// <param name="names">All names that may be looked up, in their order.</param>
internal sealed class RecipientLookup(SendingContext context, IEnumerable<string> names)
{
    private readonly Queue<string> _upcoming = new(names.Distinct(StringComparer.OrdinalIgnoreCase));
    private readonly Dictionary<string, DmException> _missing = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _lookedUp = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the user of a reference; a user given by id is not looked up, since each lookup costs money.</summary>
    /// <param name="reference">The user.</param>
    /// <param name="isChat">Whether the message is one of X Chat, where anyone can be written to.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DmException">
    /// The user does not exist, does not accept messages from this account, or could not be looked up.
    /// </exception>
    public async Task<DmUser> FindAsync(DmUserReference reference, bool isChat, CancellationToken cancellationToken)
    {
        if (reference.Id is { } id)
            return context.Account.Users.Find(id) ?? new DmUser { Id = id, Username = reference.Username };
        var username = reference.Username!;
        if (NeedsLookup(username))
            await LookUpAsync(username, cancellationToken).ConfigureAwait(false);
        var user = context.Account.Users.FindByName(username)
            ?? throw _missing.GetValueOrDefault(username)
                ?? new DmException(DmErrorKind.NotFound, $"There is no user {reference}.")
                {
                    RecommendedAction = "Check the name: it may be misspelled, or the user may have changed it.",
                };
        return user.ReceivesYourDm != false || isChat
            ? user
            : throw new DmException(DmErrorKind.Permission, $"{user} does not accept messages from {context.Account.User}.")
            {
                RecommendedAction =
                    "The user accepts messages only from accounts that they follow, or one of you has blocked the other. Nothing was sent.",
            };
    }

    // A user who did not accept messages is looked up again: that can change.
    private bool NeedsLookup(string username)
        => !_lookedUp.Contains(username) && context.Account.Users.FindByName(username) is null or { ReceivesYourDm: false };

    private async Task LookUpAsync(string username, CancellationToken cancellationToken)
    {
        var batch = new List<string> { username };
        var max = context.Client.Usage.Affordable(Cost.UserAndMessage, UserEndpoints.MaxLookup);
        while (batch.Count < max && _upcoming.TryDequeue(out var next))
        {
            if (NeedsLookup(next) && !string.Equals(next, username, StringComparison.OrdinalIgnoreCase))
                batch.Add(next);
        }

        var lookup = (await context.Client.GetUsersByUsernamesAsync(batch, cancellationToken).ConfigureAwait(false)).Checked();
        foreach (var user in lookup.Users)
            context.Account.Keep(user);
        foreach (var name in batch)
        {
            if (context.Account.Users.FindByName(name) is null && lookup.WhyMissing(name) is { } error)
                _missing[name] = error;
        }

        _lookedUp.UnionWith(batch);
    }
}

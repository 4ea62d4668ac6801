using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Http;

namespace TwitterDm.Chat;

/// <summary>Looks up the people of X Chat, whose events contain ids only.</summary>
/// <param name="account">Remembers them.</param>
/// <param name="client">Sends the requests.</param>
internal sealed class ChatUsers(AccountContext account, ApiClient client)
{
    // Each user is looked up once in a run, whether found or not.
    private readonly RecentIds _requested = new();
    private int _warnings;

    /// <summary>Remembers the users that a response included.</summary>
    public void Keep(WireIncludes? includes)
    {
        foreach (var wire in includes?.Users ?? [])
        {
            if (wire.IsIdentified)
                account.Keep(wire);
        }
    }

    /// <summary>Looks up users that are not known yet, as far as a spending limit allows.</summary>
    public async Task AddAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var unknown = ids.Where(id => Ids.IsUserId(id) && account.Users.Find(id) is null).Distinct(StringComparer.Ordinal).Where(IsNew);
        try
        {
            foreach (var batch in unknown.Chunk(UserEndpoints.MaxLookup))
                await LookUpAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.SpendingLimit)
        {
            Warn("the rest of the spending limit is too small to look them up.");
        }
        catch (DmException exception) when (!exception.IsAboutAccount)
        {
            Warn(exception.Message);
        }
    }

    // Once in a run: the next page will have other people.
    private void Warn(string reason)
    {
        if (Interlocked.Increment(ref _warnings) == 1)
            client.Operation.Warn($"Some participants have an id but no name: {reason}");
    }

    private bool IsNew(string id)
    {
        lock (_requested)
            return _requested.Add(id);
    }

    // A user who no longer exists is kept with the id alone, so that no other run requests it again.
    private async Task LookUpAsync(string[] ids, CancellationToken cancellationToken)
    {
        var found = (await client.GetUsersAsync(ids, cancellationToken).ConfigureAwait(false)).Users;
        foreach (var wire in found.Concat(
                ids.Except(found.Select(user => user.Id), StringComparer.Ordinal).Select(id => new WireUser { Id = id })))
        {
            account.Keep(wire);
        }
    }
}

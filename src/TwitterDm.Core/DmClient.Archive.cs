using TwitterDm.Archive;
using TwitterDm.Archive.Zip;
using TwitterDm.Archive.Mapping;

namespace TwitterDm;

/// <content>Archives, whose users are looked up.</content>
public sealed partial class DmClient
{
    /// <summary>
    /// Reads an archive of X's data, and looks up the names of its users, which X bills. Without that, an archive is read without a client.
    /// </summary>
    /// <param name="query">Which events to read.</param>
    /// <returns>The events.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the query is not valid.</exception>
    public DmArchiveReader ReadArchive(DmArchiveQuery query)
        => new(query, _options.Notices, new ArchiveUserLookup(this), ArchiveLimits.Default);

    private sealed class ArchiveUserLookup(DmClient client) : IArchiveUserLookup
    {
        public decimal Price => client._connection.Prices.User;

        public int BatchSize => MaxUserLookup;

        public long Requests => client.Requests;

        public decimal EstimatedCost => client.EstimatedCost;

        public DmUser? Find(string id) => client._connection.Account.Users.Find(id);

        public bool IsGone(string id) => client._connection.Account.Users.IsGone(id);

        public Task<string> ResolveAsync(DmUserReference user, CancellationToken cancellationToken)
            => client.ResolveAsync(user, cancellationToken);

        public async Task<IReadOnlyCollection<DmUser>> LookUpAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        {
            var results = await client
                .GetUsersAsync([.. ids.Select(id => new DmUserReference(id))], cancellationToken)
                .ConfigureAwait(false);
            if (results.FirstOrDefault(result => result.Error is { EndsRun: true })?.Error is { } error)
                throw error;
            foreach (var result in results.Where(result => result.User is null && result.Error is { Kind: DmErrorKind.NotFound }))
                client._connection.Account.Users.AddGone(result.Reference.Id!);
            return [.. results.Select(result => result.User).OfType<DmUser>()];
        }
    }
}

namespace TwitterDm.Archive.Mapping;

/// <summary>Looks up users, where there is a connection for that.</summary>
internal interface IArchiveUserLookup
{
    /// <summary>The price of a user in US dollars.</summary>
    decimal Price { get; }

    /// <summary>The number of users in one request.</summary>
    int BatchSize { get; }

    /// <summary>The number of requests so far.</summary>
    long Requests { get; }

    /// <summary>What they cost, in US dollars.</summary>
    decimal EstimatedCost { get; }

    /// <summary>A user that the connection knows already.</summary>
    DmUser? Find(string id);

    /// <summary>Whether the connection was told that a user does not exist.</summary>
    bool IsGone(string id);

    /// <summary>The id of a user.</summary>
    Task<string> ResolveAsync(DmUserReference user, CancellationToken cancellationToken);

    /// <summary>The users who exist.</summary>
    Task<IReadOnlyCollection<DmUser>> LookUpAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}

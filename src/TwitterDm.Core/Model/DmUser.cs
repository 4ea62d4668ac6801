using System.Diagnostics.CodeAnalysis;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>A user of X, as far as the API described it; prints as <c>@name</c>, or as the id where no name is known.</summary>
public sealed class DmUser
{
    /// <summary>Creates a user.</summary>
    public DmUser()
    {
    }

    /// <summary>A copy, of which an object initializer changes something.</summary>
    [SetsRequiredMembers]
    internal DmUser(DmUser original)
    {
        (Id, Username, Name, ProfileImageUrl) = (original.Id, original.Username, original.Name, original.ProfileImageUrl);
        (Verified, VerifiedType, Protected, ReceivesYourDm) = (
            original.Verified,
            original.VerifiedType,
            original.Protected,
            original.ReceivesYourDm);
        (ConnectionStatus, CreatedAtUtc, AdditionalProperties, IsSafe) = (
            original.ConnectionStatus,
            original.CreatedAtUtc,
            original.AdditionalProperties,
            original.IsSafe);
    }

    /// <summary>The user's id: a 64-bit number, kept as a string.</summary>
    public required string Id { get; init; }

    /// <summary>The name without the <c>@</c>, or null where only the id is known.</summary>
    public string? Username { get; init; }

    /// <summary>The display name, as the user wrote it (untrusted input).</summary>
    public string? Name { get; init; }

    /// <summary>The address of the profile picture.</summary>
    public string? ProfileImageUrl { get; init; }

    /// <summary>Whether the account is verified, or null where the API did not say.</summary>
    public bool? Verified { get; init; }

    /// <summary>How the account is verified: <c>blue</c>, <c>business</c>, <c>government</c> or <c>none</c>.</summary>
    public string? VerifiedType { get; init; }

    /// <summary>Whether the account's posts are protected, or null where the API did not say.</summary>
    public bool? Protected { get; init; }

    /// <summary>
    /// Whether X lets the signed-in account send messages to this user (field <c>receives_your_dm</c>); null where it was not requested.
    /// </summary>
    public bool? ReceivesYourDm { get; init; }

    /// <summary>
    /// How the signed-in account and this user are connected, in X's words, such as <c>following</c>, <c>followed_by</c> or <c>blocking</c>
    /// (field
    /// <c>connection_status</c>); empty where there is no connection, or it was not requested.
    /// </summary>
    public DmList<string> ConnectionStatus { get; init; } = DmList<string>.Empty;

    /// <summary>When the account was created, in local time, or null where the API did not say.</summary>
    public DateTime? CreatedAt => CreatedAtUtc?.LocalDateTime;

    /// <summary><see cref="CreatedAt"/> as text, such as <c>2026-11-26T11:50:48.123Z</c>: in UTC and the same on every machine.</summary>
    public string? Timestamp => CreatedAtUtc is { } time ? TimestampText.Of(time) : null;

    internal DateTimeOffset? CreatedAtUtc { get; init; }

    /// <summary>Other fields that the API sent about the user, under its own names.</summary>
    public DmAdditionalProperties AdditionalProperties { get; init; } = DmAdditionalProperties.Empty;

    // A spreadsheet reads a cell that begins with @ as a formula.
    private bool IsSafe { get; init; }

    /// <summary><c>@name</c>, or the id where no name is known.</summary>
    public override string ToString()
    {
        var name = Username is null ? VisibleText.Of(Id) : "@" + VisibleText.Of(Username);
        return IsSafe ? SpreadsheetText.Of(name) : name;
    }

    /// <summary>A copy whose texts are safe for terminals and spreadsheets.</summary>
    internal DmUser WithSafeText() => new()
    {
        Id = SpreadsheetText.Of(Id),
        Username = SpreadsheetText.Of(Username),
        Name = SpreadsheetText.Of(Name),
        ProfileImageUrl = SpreadsheetText.Of(ProfileImageUrl),
        Verified = Verified,
        VerifiedType = SpreadsheetText.Of(VerifiedType),
        Protected = Protected,
        ReceivesYourDm = ReceivesYourDm,
        ConnectionStatus = new(ConnectionStatus.Select(item => SpreadsheetText.Of(item))),
        CreatedAtUtc = CreatedAtUtc,
        AdditionalProperties = AdditionalProperties.WithSafeText(),
        IsSafe = true,
    };
}

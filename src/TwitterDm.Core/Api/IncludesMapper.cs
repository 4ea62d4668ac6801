using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>Maps users and media of the API to the model.</summary>
internal static class IncludesMapper
{
    public static DmUser CreateUser(WireUser wire) => new()
    {
        Id = wire.Id ?? string.Empty,
        Username = string.IsNullOrEmpty(wire.Username) ? null : wire.Username,
        Name = wire.Name,
        ProfileImageUrl = wire.ProfileImageUrl,
        Verified = wire.Verified,
        VerifiedType = wire.VerifiedType,
        Protected = wire.Protected,
        ReceivesYourDm = wire.ReceivesYourDm,
        ConnectionStatus = wire.ConnectionStatus is { Count: > 0 } status ? new(status) : DmList<string>.Empty,
        CreatedAtUtc = wire.CreatedAt,
        AdditionalProperties = AdditionalPropertiesMapper.Create(wire.Unknown, Nesting.OfPart),
    };

    public static DmMedia CreateMedia(WireMedia wire) => new()
    {
        MediaKey = wire.MediaKey ?? string.Empty,
        Type = wire.Type,
        Url = wire.Url,
        PreviewImageUrl = wire.PreviewImageUrl,
        AltText = wire.AltText,
        Width = wire.Width,
        Height = wire.Height,
        Duration = wire.DurationMs,
        Variants = wire.Variants is { Count: > 0 } variants ? new(variants.Select(CreateVariant)) : DmList<DmMediaVariant>.Empty,
        AdditionalProperties = AdditionalPropertiesMapper.Create(wire.Unknown, Nesting.OfPart),
    };

    private static DmMediaVariant CreateVariant(WireVariant wire)
        => new() { Url = wire.Url, ContentType = wire.ContentType, BitRate = wire.BitRate };
}

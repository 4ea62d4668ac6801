using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>The fields of attachments that a request asks for, and the address that it was sent to.</summary>
internal sealed class MediaFields(FieldSet fields, Uri requested)
{
    public bool Has(string field) => fields.Has(field);

    /// <summary>The URL of a file for this client.</summary>
    public string UrlOf(string url) => MediaHost.UrlFor(url, requested);
}

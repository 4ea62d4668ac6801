using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Reads a sandbox: the object, live or from a job.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SandboxArgumentAttribute : ArgumentTransformationAttribute
{
    private const string Serialized = "Deserialized.TwitterDm." + nameof(DmSandbox);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ArgumentText.Unwrap(inputData) switch
    {
        DmSandbox sandbox => sandbox,
        null => throw ArgumentText.Rejected($"The sandbox is null. Give the object that Start-DmSandbox returned, or omit the parameter if only one is running."),
        PSObject other when other.TypeNames.Contains(Serialized) && Uri.TryCreate(TextOf(other, nameof(DmSandbox.ApiBaseUri)), UriKind.Absolute, out var address) =>
            new DmSandbox
            {
                ApiBaseUri = address,
                AccessToken = TextOf(other, nameof(DmSandbox.AccessToken)),
                AppToken = TextOf(other, nameof(DmSandbox.AppToken)),
                ChatKey = TextOf(other, nameof(DmSandbox.ChatKey)),
                ChatKeyVersion = TextOf(other, nameof(DmSandbox.ChatKeyVersion)),
                Accounts = [],
            },
        var other => throw ArgumentText.NotA(other, "a sandbox. Give the object that Start-DmSandbox returned."),
    };

    private static string TextOf(PSObject value, string property) => value.Properties[property]?.Value?.ToString() ?? "";
}

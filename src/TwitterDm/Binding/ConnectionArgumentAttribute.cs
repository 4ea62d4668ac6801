using System.Management.Automation;
using TwitterDm.Session;

namespace TwitterDm.Binding;

/// <summary>
/// Reads a connection: the object, or the name of one that is open in this runspace. Nothing else stands for one, and a null least of all:
/// the current connection could belong to another account.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConnectionArgumentAttribute : ArgumentTransformationAttribute
{
    private const string Serialized = "Deserialized.TwitterDm." + nameof(DmConnection);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => ArgumentText.Unwrap(inputData) switch
        {
            DmConnection connection => connection,
            string name when !string.IsNullOrWhiteSpace(name) => Named(name),
            null or string => throw ArgumentText.Rejected(
                $"The connection is null or empty. Give a connection or its quoted name, such as '@name' (an unquoted @name is null to PowerShell), or omit the parameter to use the current connection."),
            PSObject other when other.TypeNames.Contains(Serialized) => throw ArgumentText.Rejected(
                $"This connection comes from a job, a file or another session, and only shows what it was. Connect in this session with Connect-TwitterDm."),
            // A number is the id of a user.
            _ when ArgumentText.OfNumber(inputData) is { } id => Named(id),
            var other => throw ArgumentText.NotA(other, "a connection. Give a connection or its name."),
        };

    private static DmConnection Named(string name)
    {
        try
        {
            return ConnectionName.Get(RunspaceConnections.Current.Open, name);
        }
        catch (DmException exception)
        {
            throw ArgumentText.Rejected($"{exception.Message} {exception.RecommendedAction}");
        }
    }
}

using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>The saved sign-ins of this user.</summary>
[Cmdlet(VerbsCommon.Get, "DmProfile")]
[OutputType(typeof(DmProfile))]
public sealed class GetDmProfileCommand : DmCommand
{
    /// <summary>The names; wildcards are allowed. By default, all of them.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The vault of Microsoft.PowerShell.SecretManagement that keeps them, instead of files.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretVaultCompleter))]
    public string? SecretVault { get; set; }

    private protected override void Process()
    {
        var saved = Await(SavedProfiles.In(SecretVault).ListAsync(StopToken));
        if (Name.Length == 0)
            WriteObject(saved, enumerateCollection: true);
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var found = saved.Where(profile => pattern.IsMatch(profile.Name)).ToArray();
            WriteObject(found, enumerateCollection: true);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(ErrorRecords.From(SavedProfiles.NotFound(name)));
        }
    }
}

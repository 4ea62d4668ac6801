using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Session;

/// <summary>The saved sign-ins: in files of this user, or in a secret vault.</summary>
internal static class SavedProfiles
{
    // Other things are in a vault, too: the prefix tells which secrets are ours.
    private const string Prefix = "TwitterDm-";

    public static IProfileStore Open(string name, string? vault, INoticeSink? notices)
    {
        var files = new ProfileDirectory(notices: notices);
        if (vault is null)
            return files.Open(name);
        var secrets = new SecretVault(vault);
        var secret = Prefix + ProfileName.Check(name);
        return new VaultProfileStore(new ProfileFolder(files.Folder), vault, secret, () => secrets.Read(secret), text => secrets.Write(secret, text));
    }

    public static async Task<IReadOnlyList<DmProfile>> ListAsync(string? vault, CancellationToken cancellationToken)
    {
        if (vault is null)
            return new ProfileDirectory().List();
        var profiles = new List<DmProfile>();
        foreach (var secret in new SecretVault(vault).Names(Prefix))
            profiles.Add(await DescribeAsync(secret[Prefix.Length..], vault, cancellationToken).ConfigureAwait(false));
        return profiles;
    }

    // A broken one is in the list, too, with its problem: it can be forgotten.
    private static async Task<DmProfile> DescribeAsync(string name, string vault, CancellationToken cancellationToken)
    {
        var store = Open(name, vault, notices: null);
        try
        {
            var profile = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
            return new()
            {
                Name = name,
                Username = profile?.Username,
                UserId = profile?.UserId,
                AuthenticationMethod = profile?.Method,
                SavedAt = profile?.SavedAt,
                ExpiresAt = profile?.ExpiresAt,
                Path = store.Place,
            };
        }
        catch (DmException exception)
        {
            return new() { Name = name, Path = store.Place, Problem = exception.Message };
        }
    }

    /// <summary>Removes a saved sign-in.</summary>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> ForgetAsync(string name, string? vault, CancellationToken cancellationToken)
    {
        if (vault is null)
            return await new ProfileDirectory().ForgetAsync(name, cancellationToken).ConfigureAwait(false);
        var secrets = new SecretVault(vault);
        var secret = Prefix + ProfileName.Check(name);
        if (secrets.Read(secret) is null)
            return false;
        secrets.Remove(secret);
        return true;
    }
}

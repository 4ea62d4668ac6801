namespace TwitterDm.Core.Tests.Profiles;

/// <summary>A temporary folder for one test. The folder for profiles in it does not exist yet.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("twitterdm-").FullName;

    public string Profiles => Path.Combine(Root, "profiles");

    public string Keys => Profiles + "-keys";

    public string File(string name) => Path.Combine(Profiles, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

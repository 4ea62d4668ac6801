namespace TwitterDm.Core.Tests.Profiles;

/// <summary>A file system of a few kilobytes, mounted for one test, which can be filled up and made read-only.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    public SmallDisk(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        if (!Worker.Succeeds("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", folder))
            throw new InvalidOperationException($"Nothing can be mounted at '{folder}'.");
    }

    private string Ballast => Path.Combine(_folder, "ballast");

    public void Fill()
    {
        using var file = new FileStream(Ballast, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
        try
        {
            while (true)
                file.Write(new byte[512]);
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    public void Free() => File.Delete(Ballast);

    public void SetReadOnly(bool value)
        => Assert.True(Worker.Succeeds("mount", "-o", $"remount,{(value ? "ro" : "rw")}", _folder));

    public void Dispose() => Worker.Succeeds("umount", _folder);
}

/// <summary>Skipped without permission to mount a file system.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "Only root on Linux can mount a small disk.";
        using var folder = new TemporaryFolder();
        try
        {
            using var disk = new SmallDisk(folder.Profiles);
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    });

    public SmallDiskFactAttribute() => Skip = Missing.Value;
}

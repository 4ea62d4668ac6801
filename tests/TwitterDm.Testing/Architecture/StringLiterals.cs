using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace TwitterDm.Testing.Architecture;

/// <summary>The string literals of an assembly's code.</summary>
public static class StringLiterals
{
    /// <summary>
    /// Reads the literals that the methods of an assembly load. Constants of attributes and of documentation are not among them.
    /// </summary>
    /// <param name="assembly">The compiled assembly; it is read from its file.</param>
    /// <returns>Each literal once.</returns>
    public static IReadOnlyCollection<string> In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var literals = new HashSet<string>(StringComparer.Ordinal);
        // The heap of user strings begins with an empty entry.
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            literals.Add(metadata.GetUserString(handle));
        return literals;
    }
}

namespace TwitterDm.Bench.Speed;

/// <summary>
/// An empty module with the files that this module has: a manifest that names its cmdlets and imports an assembly, and a second manifest
/// with members of types and views. It shows what of an import is PowerShell's.
/// </summary>
internal static class EmptyShape
{
    private const string Manifest = """
        @{
            NestedModules        = @('EmptyModule.dll', 'EmptyShape.Views.psd1')
            ModuleVersion        = '1.0'
            GUID                 = '94e2178c-38ab-48c3-b6c2-3cd3f778ca52'
            PowerShellVersion    = '7.4'
            CompatiblePSEditions = @('Core')
            CmdletsToExport      = @('Get-Nothing')
            FunctionsToExport    = @()
            VariablesToExport    = @()
            AliasesToExport      = @()
        }
        """;

    private const string Views = """
        @{
            ModuleVersion     = '1.0'
            GUID              = '0d249ae0-faf3-496a-92d1-1bba2c26d468'
            TypesToProcess    = @('EmptyShape.Types.ps1xml')
            FormatsToProcess  = @('EmptyShape.Format.ps1xml')
            CmdletsToExport   = @()
            FunctionsToExport = @()
            VariablesToExport = @()
            AliasesToExport   = @()
        }
        """;

    private const string Types = """
        <Types><Type><Name>Nothing</Name><Members><NoteProperty><Name>Note</Name><Value>1</Value></NoteProperty></Members></Type></Types>
        """;

    private const string Format = """
        <Configuration><ViewDefinitions><View>
          <Name>Nothing</Name>
          <ViewSelectedBy><TypeName>Nothing</TypeName></ViewSelectedBy>
          <ListControl><ListEntries><ListEntry><ListItems><ListItem><PropertyName>Note</PropertyName></ListItem></ListItems></ListEntry></ListEntries></ListControl>
        </View></ViewDefinitions></Configuration>
        """;

    private static string Folder => Path.Combine(Checkout.Root, "out", "bench", "EmptyShape");

    /// <summary>The path of its manifest, which is written anew, around the assembly of the empty module.</summary>
    public static string Get(string assembly)
    {
        Directory.CreateDirectory(Folder);
        File.Copy(assembly, Path.Combine(Folder, "EmptyModule.dll"), overwrite: true);
        Write("EmptyShape.Views.psd1", Views);
        Write("EmptyShape.Types.ps1xml", Types);
        Write("EmptyShape.Format.ps1xml", Format);
        return Write("EmptyShape.psd1", Manifest);
    }

    private static string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}

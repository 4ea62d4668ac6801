using TwitterDm.HelpWriter.About;
using TwitterDm.HelpWriter.Maml;
using TwitterDm.HelpWriter.Module;
using TwitterDm.HelpWriter.Pages;

namespace TwitterDm.HelpWriter;

/// <summary>Reads the cmdlets and their help pages, checks that they match, and writes the help files.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var inputFile])
        {
            Console.Error.WriteLine("Usage: HelpWriter <inputs>, where <inputs> is the file that Help.targets writes.");
            return 2;
        }

        var inputs = HelpInputs.Read(inputFile);
        var complaints = new Complaints();
        var pages = inputs.Pages.Select(path => PageReader.Read(path, complaints)).ToArray();
        var cmdlets = ModuleReader.Read(inputs.Module, inputs.References);
        PageCheck.Run(cmdlets, pages, inputs.PageDirectory, complaints);
        if (complaints.Any)
            return complaints.Print(Console.Error);

        Directory.CreateDirectory(inputs.Output);
        var cmdletHelp = cmdlets.Select(cmdlet => (cmdlet, pages.Single(page => page.IsAbout(cmdlet.Name))));
        MamlWriter.Write(Path.Combine(inputs.Output, Path.GetFileName(inputs.Module) + "-Help.xml"), cmdletHelp);
        foreach (var page in pages.Where(page => page.IsTopic))
            AboutWriter.Write(Path.Combine(inputs.Output, page.Title + ".help.txt"), page);
        return 0;
    }
}

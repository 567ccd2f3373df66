"""Every command explains itself, and everything it can do is in what it says."""

from support import HostTest, kCommands, kUsage, main

kRenderOptions = ("--threads", "--progress", "--stats", "--assets-root", "--diagnostics", "--var",
                  "--vars")
kOptions = {
    "render": ("--output", "--sink", "--sink-param", *kRenderOptions),
    "frame": ("--frame", "--output", "--sink", "--sink-param", *kRenderOptions),
    "apply": ("--output", "--param", "--progress", "--plugin", "--frame", "--fps", "--seed",
              "--working", "--threads"),
    "export": ("--output", "--artifacts", "--artifact-param", "--color-format",
               "--float-format", *kRenderOptions),
    "validate": ("--diagnostics", "--var", "--vars"),
    "fmt": ("--output", "--write", "--check", "--short", "--diagnostics"),
    "inspect": ("--stage", "--frame", "--frames", "--node", "--depth", "--stats", "--assets-root",
                "--diagnostics", "--var", "--vars"),
    "new": ("--cpp", "--dir", "--id"),
    "plugins": ("--json", "--rescan", "--plugin"),
}
kColumns = 82  # of a terminal that is not wide


class Help(HostTest):
    def test_every_command_lists_its_options(self):
        self.assertEqual(set(kOptions), set(kCommands))
        for command, options in kOptions.items():
            with self.subTest(command):
                page = self.good(command, "--help")
                self.assertTrue(page.startswith(f"usage: lattice-host {command} "))
                listed = {word.rstrip(",") for line in page.splitlines()
                          if line.startswith(("  -", "      --"))
                          for word in line.split()[:2] if word.startswith("--")}
                self.assertEqual(listed, {*options, "--plugins", "--help"})
                self.assertIn(f"  lattice-host {command} ", page)
                self.assertLessEqual(max(map(len, page.splitlines())), kColumns)

    def test_help_has_four_spellings(self):
        for command in kCommands:
            pages = {self.good(*words) for words in ((command, "--help"), (command, "-h"),
                                                     ("help", command), (command, "x", "--help"))}
            (page,) = pages
            self.assertTrue(page.startswith(f"usage: lattice-host {command} "))

    def test_the_overview(self):
        page = self.good("--help")
        for command in kCommands:
            self.assertIn(f"\n  {command} ", page)
        self.assertEqual(page, self.good("-h"))
        self.assertEqual(page, self.good("help"))
        done = self.host()
        self.assertEqual((done.returncode, done.stdout, done.stderr), (kUsage, "", page))

    def test_the_version(self):
        self.assertRegex(self.good("--version"), r"^lattice-host \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    main()

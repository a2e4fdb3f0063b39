# SPDX-License-Identifier: BSL-1.0
# Conan 2 recipe of the tree it stands in: conan create cmake/conan --build=missing -s compiler.cppstd=20
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load
from conan.tools.layout import basic_layout


class Smirk(ConanFile):
    name = "smirk"
    description = "Volatility analytics: realized, model-free, surfaces, GARCH, signals"
    license = "BSL-1.0"
    topics = ("volatility", "options", "garch", "vix", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        config = load(self, os.path.join(self._root, "include", "smirk", "config.hpp"))
        self.version = ".".join(re.findall(r"#define SMIRK_VERSION_\w+ (\d+)", config))

    def export_sources(self):
        for pattern in ("include/*.hpp", "LICENSE"):
            copy(self, pattern, src=self._root, dst=self.export_sources_folder)

    def requirements(self):
        self.requires("eigen/[>=3.4 <6]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def layout(self):
        basic_layout(self)

    def package_id(self):
        self.info.clear()

    def package(self):
        copy(self, "*.hpp", src=os.path.join(self.source_folder, "include"), dst=os.path.join(self.package_folder, "include"))
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.set_property("cmake_file_name", "smirk")
        self.cpp_info.set_property("cmake_target_name", "smirk::smirk")
        self.cpp_info.set_property("pkg_config_name", "smirk")
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.system_libs = ["pthread"]

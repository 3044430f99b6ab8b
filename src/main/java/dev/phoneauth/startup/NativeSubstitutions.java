package dev.phoneauth.startup;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.runtime.configuration.NameIterator;
import io.quarkus.runtime.configuration.PropertiesUtil;
import io.smallrye.config.PropertyName;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.hibernate.internal.util.ReflectHelper;
import org.hibernate.service.Service;
import org.hibernate.service.internal.AbstractServiceRegistryImpl;

/**
 * Methods of libraries that do less in the native executable, which without them takes more CPU time and memory to start. The
 * build of the executable fails when a library no longer has such a method.
 */
final class NativeSubstitutions {
    private NativeSubstitutions() {}

    static boolean mayEqual(char one, char other) {
        return one == other || one == '*' || other == '*';
    }

    @TargetClass(AbstractServiceRegistryImpl.class)
    static final class ServiceRegistry {
        /** Looks for methods with {@code @InjectService} in every service; only a JDBC connection provider has one. */
        @Substitute
        private <R extends Service> void applyInjections(R service) {}
    }

    @TargetClass(ReflectHelper.class)
    static final class Getters {
        /** Copies all methods of an entity for each of its fields. Hibernate reads fields, and only tells of their getters. */
        @Substitute
        public static Method findGetterMethodForFieldAccess(Field field, String property) {
            return null;
        }
    }

    @TargetClass(PropertiesUtil.class)
    static final class KnownSettings {
        /** Asked thousands of times whether the next part of a setting's name is a known one; mostly one character tells. */
        @Substitute
        public static boolean isMapped(NameIterator name, String part) {
            String text = name.getName();
            int begin = name.getPosition() + 1;
            if (begin < text.length() && !NativeSubstitutions.mayEqual(text.charAt(begin), part.charAt(0))) {
                return false;
            }
            int end = name.getNextEnd();
            int length = end == 0 ? text.length() : end - begin;
            return PropertyName.equals(text, begin, length, part, 0, part.length());
        }
    }
}

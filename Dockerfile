# The application in an image: docker build -t sakia . ; how to run it stands in docs/operating.md.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml LICENSE application.properties ./
COPY routes routes
COPY src/app src/app
COPY src/generated src/generated
COPY src/main src/main
RUN mvn -B -q -Dmaven.test.skip=true package && mv target/sakia-*-app /app

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /sakia --no-create-home sakia \
    && mkdir -p /sakia/.sakia /sakia/out && chown -R sakia /sakia
COPY --from=build /app/sakia.jar /app/LICENSE /opt/sakia/
COPY --from=build /app/lib /opt/sakia/lib
USER 10001
# application.properties and routes are read here; the ledger and the files of the file sink outlive the container.
WORKDIR /sakia
VOLUME ["/sakia/.sakia", "/sakia/out"]
# exec, so that the JVM gets the stop signal.
ENTRYPOINT ["/bin/sh", "-c", "exec java -Xmx64m -XX:+UseSerialGC $JAVA_OPTS $SAKIA_OPTS -jar /opt/sakia/sakia.jar \"$@\"", "sakia"]
CMD ["--help"]

# One image for every service and for the command line: docker/run chooses by its first argument.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -pl standalone -am -DskipTests package
# what others wrote changes seldom, and is a layer of its own
RUN mkdir -p /image/ours/lib \
  && cd standalone/target \
  && for pom in ../../*/pom.xml; do \
       module=$(basename "$(dirname "$pom")"); \
       find lib -name "$module-[0-9]*.jar" -exec mv {} /image/ours/lib \; ; \
     done \
  && mv lib /image/lib \
  && mv proofline.jar /image/ours

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home proofline \
  && install -d -o proofline /data
COPY --from=build /image/lib /proofline/lib
COPY --from=build /image/ours /proofline
COPY --chmod=755 docker/run docker/healthy /proofline/
USER proofline
WORKDIR /data
ENTRYPOINT ["/proofline/run"]
CMD ["--help"]

package dev.tractor.registry.model;

import dev.tractor.registry.store.ModelStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Adds models, activates one, deletes them. What is active counts for jobs that are made from then on.
@ApplicationScoped
public class ModelService {
    /// Refers to the active model, whatever its name.
    public static final String ACTIVE = "active";

    private static final Logger LOG = Logger.getLogger(ModelService.class);

    private final Models models;
    private final ModelStore store;
    private final Clock clock;

    ModelService(Models models, ModelStore store, Clock clock) {
        this.models = models;
        this.store = store;
        this.clock = clock;
    }

    @Transactional
    public List<ModelView> all() {
        String active = models.active().map(RegisteredModel::digest).orElse("");
        return models.newestFirst().stream().map(model -> ModelView.of(model, model.digest().equals(active))).toList();
    }

    /// @param reference a name, the beginning of a digest, or `active`
    /// @throws UnknownModelException when there is none
    @Transactional
    public ModelView get(String reference) {
        return view(find(reference));
    }

    /// Makes a model known whose files are in the bucket. Said again it changes nothing.
    ///
    /// @throws ModelConflictException when the files are not there
    @Transactional
    public ModelView add(ModelEntry entry) {
        models.lockDigest(entry.digest());
        if (!store.holds(entry.digest())) {
            throw new ModelConflictException("the bucket has no files of model " + entry.digest());
        }
        RegisteredModel model = models.findByIdOptional(entry.digest()).orElseGet(() -> {
            RegisteredModel added = new RegisteredModel(entry, clock.instant());
            models.persist(added);
            LOG.infof("model %s (%s) added, of profile %s", added.name(), added.digest(), added.profile());
            return added;
        });
        if (entry.builtIn()) {
            model.shipped();
        }
        return view(model);
    }

    /// From now on it labels new jobs; those that run keep theirs.
    ///
    /// @throws UnknownModelException when there is none
    @Transactional
    public ModelView activate(String reference) {
        RegisteredModel model = models.lock(find(reference).digest()).orElseThrow(() -> new UnknownModelException(reference));
        model.activate(clock.instant());
        LOG.infof("model %s (%s) is active", model.name(), model.digest());
        return view(model);
    }

    /// @throws UnknownModelException when there is none
    /// @throws ModelConflictException while it is needed
    @Transactional
    public void delete(String reference) {
        RegisteredModel found = find(reference);
        models.lockDigest(found.digest());
        RegisteredModel model = models.lock(found.digest()).orElseThrow(() -> new UnknownModelException(reference));
        if (model.isBuiltIn()) {
            throw new ModelConflictException("model " + model.name() + " ships with the classifier and cannot be deleted");
        }
        if (isActive(model)) {
            throw new ModelConflictException("model " + model.name() + " is active: activate another one first");
        }
        if (models.isUsed(model.digest())) {
            throw new ModelConflictException("model " + model.name() + " labels a job that runs: delete it when the job has ended");
        }
        models.delete(model);
        models.flush();
        store.delete(model.digest());
        LOG.infof("model %s (%s) deleted", model.name(), model.digest());
    }

    /// The model of a new job, which is kept until the job is there; empty while none is known.
    ///
    /// @param reference null for the active one
    /// @throws UnknownModelException when there is none so called
    @Transactional(TxType.MANDATORY)
    public Optional<RegisteredModel> forJob(String reference) {
        Optional<RegisteredModel> wanted = reference == null ? models.active() : Optional.of(find(reference));
        return wanted.map(model -> models.keep(model).orElseThrow(() -> new UnknownModelException(model.name())));
    }

    private RegisteredModel find(String reference) {
        Optional<RegisteredModel> found = reference.equals(ACTIVE) ? models.active() : models.referred(reference);
        return found.orElseThrow(() -> new UnknownModelException(reference));
    }

    private ModelView view(RegisteredModel model) {
        return ModelView.of(model, isActive(model));
    }

    private boolean isActive(RegisteredModel model) {
        return models.active().filter(active -> active.digest().equals(model.digest())).isPresent();
    }
}
